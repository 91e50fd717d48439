//! The earth on paper, by the Natural Earth projection (Patterson 2008; the polynomial of Šavrič, Jenny, Patterson,
//! Petrovič and Hurni 2011): a round earth that looks like one, without making the north as large as Mercator does.

use super::spread::Place;
use std::{f64::consts::PI, fmt::Write};

/// Width and height of the earth on paper, from 84° north to 58° south.
pub const PAPER: Place = (1120.0, 490.0);
/// Units of an outline in one of paper: outlines are written in whole numbers.
pub const UNITS: f64 = 10.0;

const NORTH: f64 = 84.0;
/// Half the width of the projection of a globe with radius 1.
const HALF: f64 = 0.8707 * PI;

/// Where longitude and latitude, in degrees, are on paper.
pub fn project((lon, lat): (f64, f64)) -> Place {
    let size = PAPER.0 / 2.0 / HALF;
    let (x, y) = plane(lon.to_radians(), lat.to_radians());
    let (_, top) = plane(0.0, NORTH.to_radians());
    (PAPER.0 / 2.0 + x * size, (top - y) * size)
}

fn plane(lon: f64, lat: f64) -> Place {
    let p2 = lat * lat;
    let p4 = p2 * p2;
    let p8 = p4 * p4;
    let x = 0.8707 - 0.131979 * p2 - 0.013791 * p4 + p8 * p2 * (0.003971 - 0.001529 * p2);
    let y = 1.007226 + 0.015085 * p2 - 0.044475 * p4 * p2 + 0.028874 * p8 - 0.005916 * p8 * p2;
    (lon * x, lat * y)
}

/// Rings of longitudes and latitudes as the path of an outline, in [`UNITS`].
pub fn outline(rings: &[Vec<(f64, f64)>]) -> String {
    let mut out = String::new();
    for ring in rings {
        let mut last: Option<(i64, i64)> = None;
        for point in ring {
            let (x, y) = project(*point);
            let here = ((x * UNITS).round() as i64, (y * UNITS).round() as i64);
            // A minus parts numbers as well as a blank does.
            _ = match last {
                None => write!(out, "M{} {}l", here.0, here.1),
                Some(last) if last == here => continue,
                Some(last) => write!(out, "{}{}", signed(here.0 - last.0), signed(here.1 - last.1)),
            };
            last = Some(here);
        }
        out.push('z');
    }
    out
}

/// A number after another.
fn signed(n: i64) -> String {
    if n < 0 { n.to_string() } else { format!(" {n}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_is_in_the_middle_and_the_rim_at_the_rim() {
        let near = |a: Place, b: Place| (a.0 - b.0).abs() < 0.5 && (a.1 - b.1).abs() < 0.5;
        assert!(near(project((0.0, NORTH)), (560.0, 0.0)));
        assert!(
            (project((-180.0, 0.0)).0).abs() < 0.1
                && (project((180.0, 0.0)).0 - 1120.0).abs() < 0.1
        );
        // Known of the projection: by the polynomial a pole is 0.55 times as long as the equator.
        let pole = (project((180.0, 90.0)).0 - 560.0) / 560.0;
        assert!((pole - 0.55).abs() < 0.002, "{pole}");
        assert!((project((0.0, -58.0)).1 - PAPER.1).abs() < 1.0, "{:?}", project((0.0, -58.0)));
    }

    #[test]
    fn an_outline_is_a_path_of_whole_numbers() {
        let square = vec![vec![(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (1.0, 1.0), (0.0, 1.0)]];
        let path = outline(&square);
        assert!(path.starts_with("M5600 ") && path.ends_with('z') && !path.contains('.'), "{path}");
        assert!(path.contains("l 31 0 0-36"), "{path}");
    }

    proptest::proptest! {
        #[test]
        fn north_is_up_and_east_is_right(lon in -179.0..179.0f64, lat in -57.0..83.0f64) {
            let (x, y) = project((lon, lat));
            proptest::prop_assert!(project((lon + 1.0, lat)).0 > x && project((lon, lat + 1.0)).1 < y);
            proptest::prop_assert!((0.0..=PAPER.0).contains(&x) && (0.0..=PAPER.1).contains(&y));
        }
    }
}
