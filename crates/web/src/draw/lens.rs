//! Which part of a drawing is shown, and how large.

use super::spread::Place;

/// How much larger a drawing gets at most.
const MOST: u32 = 16;
/// The part of what is shown by which it moves.
const STEP: f64 = 0.35;

/// A part of a drawing: what is to be drawn is put where it says, so that letters and marks keep their size.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Lens {
    /// How much larger it is; a power of two from 1 to 16.
    zoom: u32,
    /// The middle of what is shown, 0 to 1 from the left and from the top.
    middle: Place,
}

/// The whole drawing.
impl Default for Lens {
    fn default() -> Self {
        Lens { zoom: 1, middle: (0.5, 0.5) }
    }
}

impl Lens {
    /// A part so many times as large around a middle, as near to that as the rim of the drawing lets it.
    pub fn new(zoom: u32, (x, y): Place) -> Self {
        let zoom = zoom.clamp(1, MOST);
        let zoom = 1 << zoom.ilog2();
        let half = 0.5 / f64::from(zoom);
        let within = |at: f64| at.clamp(half, 1.0 - half);
        Lens { zoom, middle: (within(x), within(y)) }
    }

    /// How many times as large.
    pub fn zoom(self) -> u32 {
        self.zoom
    }

    /// The middle of what is shown, 0 to 1 from the left and from the top.
    pub fn middle(self) -> Place {
        self.middle
    }

    /// Where a place of a drawing of a width and a height is put.
    pub fn put(self, (x, y): Place, (wide, high): Place) -> Place {
        let zoom = f64::from(self.zoom);
        let along = |at: f64, middle: f64, size: f64| (at - middle * size) * zoom + size / 2.0;
        (along(x, self.middle.0, wide), along(y, self.middle.1, high))
    }

    /// What is put where the corner of the whole drawing was, for what is drawn without looking at each place.
    pub fn matrix(self, paper: Place, unit: f64) -> String {
        let (x, y) = self.put((0.0, 0.0), paper);
        let scale = f64::from(self.zoom) * unit;
        format!("matrix({scale} 0 0 {scale} {x:.2} {y:.2})")
    }

    /// Twice as large; none where that is too much.
    pub fn larger(self) -> Option<Lens> {
        (self.zoom < MOST).then(|| Lens::new(self.zoom * 2, self.middle))
    }

    /// Half as large; none where all is shown.
    pub fn smaller(self) -> Option<Lens> {
        (self.zoom > 1).then(|| Lens::new(self.zoom / 2, self.middle))
    }

    /// Moved by so many steps to the right and down; none where the rim is reached.
    pub fn moved(self, right: f64, down: f64) -> Option<Lens> {
        let by = STEP / f64::from(self.zoom);
        let (x, y) = self.middle;
        let there = Lens::new(self.zoom, (x + right * by, y + down * by));
        (there != self).then_some(there)
    }
}

/// Whether a place is on paper of a width and a height.
pub fn within((x, y): Place, (wide, high): Place) -> bool {
    (0.0..=wide).contains(&x) && (0.0..=high).contains(&y)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAPER: Place = (1000.0, 500.0);

    #[test]
    fn the_whole_is_as_it_is() {
        assert_eq!(Lens::default().put((30.0, 40.0), PAPER), (30.0, 40.0));
        assert_eq!(Lens::default().matrix(PAPER, 0.1), "matrix(0.1 0 0 0.1 0.00 0.00)");
        assert_eq!(Lens::default().smaller(), None);
        assert_eq!(Lens::default().moved(1.0, 0.0), None);
    }

    #[test]
    fn its_middle_is_in_the_middle() {
        let lens = Lens::new(4, (0.25, 0.5));
        assert_eq!(lens.put((250.0, 250.0), PAPER), (500.0, 250.0));
        assert_eq!(lens.put((260.0, 250.0), PAPER), (540.0, 250.0));
        assert_eq!(lens.larger().and_then(Lens::smaller), Some(lens));
    }

    proptest::proptest! {
        #[test]
        fn nothing_beyond_the_rim_is_shown(zoom in 0u32..100, x in -9.0..9.0f64, y in -9.0..9.0f64, right in -3.0..3.0f64) {
            let lens = Lens::new(zoom, (x, y));
            let lens = lens.moved(right, 0.0).unwrap_or(lens);
            proptest::prop_assert!(lens.zoom().is_power_of_two() && lens.zoom() <= MOST);
            let ((left, top), (end, foot)) = (lens.put((0.0, 0.0), PAPER), lens.put(PAPER, PAPER));
            proptest::prop_assert!(left <= 1e-6 && top <= 1e-6 && end >= PAPER.0 - 1e-6 && foot >= PAPER.1 - 1e-6);
        }
    }
}
