//! Where actors are on paper, reckoned once for all maps.

use crate::{
    draw::{globe, spread::Place},
    house::{Layer, Spot},
};
use std::collections::{BTreeMap, HashMap};

/// Places, outlines and layers of the map.
#[derive(Debug, Default)]
pub struct Atlas {
    at: HashMap<String, Place>,
    /// By code, so that every map has them in the same order.
    land: BTreeMap<String, String>,
    layers: Vec<Layer>,
}

impl Atlas {
    /// Puts the earth on paper.
    pub fn new(spots: Vec<Spot>, layers: Vec<Layer>) -> Self {
        let mut atlas = Atlas { layers, ..Atlas::default() };
        for spot in spots {
            if !spot.outline.is_empty() {
                atlas.land.insert(spot.code.clone(), globe::outline(&spot.outline));
            }
            atlas.at.insert(spot.code, globe::project(spot.at));
        }
        atlas
    }

    /// Where an actor stands; none where it is nowhere.
    pub fn place(&self, code: &str) -> Option<Place> {
        self.at.get(code).copied()
    }

    /// The outlines of those who do, or do not, take part, as one path.
    pub fn land(&self, part: impl Fn(&str) -> bool) -> String {
        self.land.iter().filter(|(code, _)| part(code)).map(|(_, path)| path.as_str()).collect()
    }

    /// The layers, in the order in which they are told.
    pub fn layers(&self) -> &[Layer] {
        &self.layers
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_has_land_has_an_outline() {
        let land = vec![vec![(0.0, 0.0), (1.0, 0.0), (1.0, 1.0)]];
        let spot = |code: &str, outline| Spot { code: code.into(), at: (0.0, 0.0), outline };
        let atlas = Atlas::new(vec![spot("AAA", land), spot("BBB", vec![])], vec![]);
        assert!(atlas.place("BBB").is_some() && atlas.place("@ORG").is_none());
        assert!(atlas.land(|code| code == "AAA").starts_with('M'));
        assert_eq!(atlas.land(|code| code == "BBB"), "");
    }
}
