//! Roles that sentences leave open, for learning who fills them.

use super::{Events, Read, Spot, nearby::Side, unlike};
use kroniek_model::{ActorRef, EventType};

/// A role that the slots of a frame leave open, and who may fill it.
#[derive(Debug, Clone)]
pub struct OpenRole {
    /// Reading type of the frame.
    pub event_type: EventType,
    /// Which side is open.
    pub side: Side,
    /// Codes of those on the other side.
    pub known: Vec<String>,
    /// For each mention that may fill it, the codes that it names and the values of [`super::FEATURES`].
    pub choices: Vec<(Vec<String>, Vec<f32>)>,
}

impl Events<'_> {
    /// Every role that a frame leaves open in a report.
    pub fn open_roles(&self, read: &Read<'_>) -> Vec<OpenRole> {
        let mut all = Vec::new();
        let see = |spot: Spot<'_>| {
            all.extend(self.open_at(spot));
            self.at(spot)
        };
        self.walk(read, see, |_, _| ());
        all
    }

    fn open_at(&self, spot: Spot<'_>) -> Vec<OpenRole> {
        let frames = self.set_off(spot.syntax, spot.trigger).into_iter();
        let meant =
            frames.filter(|f| f.state.is_none() && unlike(f, spot.syntax, spot.trigger).is_none());
        let open = meant.filter_map(|frame| {
            let roles = self.roles(spot, frame);
            let event_type = self.type_of(frame)?;
            let (side, known, choices) = roles.admits(frame).then(|| roles.choices(frame))??;
            let codes = |actors: &[ActorRef]| actors.iter().map(|a| a.code.clone()).collect();
            let choices = choices.iter().map(|c| (codes(&c.actors), c.features.to_vec())).collect();
            Some(OpenRole { event_type, side, known: codes(&known), choices })
        });
        open.collect()
    }
}
