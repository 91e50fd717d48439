"""Makes world/outlines.tsv anew: python3 xtask/outlines.py FOLDER > world/outlines.tsv

FOLDER has, unpacked: `world-atlas` 2.0.2 and `i18n-iso-countries` of npm (package/ renamed after them), and
`naturalearth_cities.shp` with its `.dbf` of geopandas 0.14.4. Both sets are Natural Earth's, which is public domain; of
the second package only the pairs of ISO codes are used. Python's own library is enough.
"""

import csv
import json
import struct
import sys
from pathlib import Path

HEAD = """\
# Outlines of states and where their marks stand on a map.
# Source: Natural Earth 4.1 (naturalearthdata.com), which is in the public domain: admin-0 countries at 1:110m, made simpler,
# and populated places for the capitals; of what is too small at that scale the middle at 1:50m. Made by xtask/outlines.py.
# Borders are where power is held, but Crimea, which the source gives to Russia, is with Ukraine as in places/europe.tsv.
# place: the capital or the middle, as longitude and latitude in degrees. outline: rings, parted by `|`, of such pairs;
# empty where the state is too small, or where it is no more and only its capital is known.
code\tplace\toutline"""

# Outlines that have no ISO number, by their names.
UNNUMBERED = {"Kosovo": "XKX", "N. Cyprus": "XCN", "Somaliland": "XSL"}
# Former states, those that the source has within others or under another name of the capital: where they are governed.
OTHERS = {
    "SUN": (37.6, 55.8), "YUG": (20.5, 44.8), "SCG": (20.5, 44.8), "CSK": (14.5, 50.1), "DDR": (13.4, 52.5),
    "YMD": (45.0, 12.8), "XVS": (106.7, 10.8), "ANT": (-68.9, 12.1), "XAB": (41.0, 43.0), "XOS": (44.0, 42.2),
    "XTN": (29.6, 46.8), "XNK": (46.8, 39.8), "XDP": (37.8, 48.0), "XLP": (39.3, 48.6), "XKR": (44.0, 36.2),
    "XBV": (155.5, -6.3), "GIB": (-5.4, 36.1), "TUV": (179.2, -8.5), "BES": (-68.3, 12.2), "GLP": (-61.6, 16.2),
    "GUF": (-52.3, 4.9), "MTQ": (-61.0, 14.6), "MYT": (45.2, -12.8), "REU": (55.5, -21.1), "SJM": (15.6, 78.2),
    "TKL": (-171.8, -9.2), "DNK": (12.6, 55.7), "GRL": (-51.7, 64.2),
}
CRIMEA = (34.3, 45.2)
NAMELESS = "010"  # Antarctica
COARSE = 0.12  # degrees that a simpler line may be beside the true one
SMALL = 0.06  # square degrees below which a further island is left out


def arcs_of(topology):
    (kx, ky), (x0, y0) = topology["transform"]["scale"], topology["transform"]["translate"]
    for arc in topology["arcs"]:
        x = y = 0
        line = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            line.append((x * kx + x0, y * ky + y0))
        yield line


def beside(p, a, b):
    """How far a point is beside a line."""
    (px, py), (ax, ay), (bx, by) = p, a, b
    dx, dy = bx - ax, by - ay
    long = dx * dx + dy * dy
    t = max(0, min(1, ((px - ax) * dx + (py - ay) * dy) / long)) if long else 0
    return ((px - ax - t * dx) ** 2 + (py - ay - t * dy) ** 2) ** 0.5


def simpler(line):
    """Douglas and Peucker (1973); an arc at a time, so that neighbours keep their border in common."""
    if line[0] == line[-1] and len(line) > 3:
        half = len(line) // 2
        return simpler(line[: half + 1])[:-1] + simpler(line[half:])
    far, at = max(((beside(p, line[0], line[-1]), i) for i, p in enumerate(line[1:-1], 1)), default=(0, 0))
    if far <= COARSE:
        return [line[0], line[-1]]
    return simpler(line[: at + 1])[:-1] + simpler(line[at:])


def rings(geometry, arcs):
    polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
    for polygon in polygons:
        ring = []
        for n in polygon[0]:  # holes are the outlines of others
            line = arcs[n] if n >= 0 else arcs[~n][::-1]
            ring += line[1:] if ring else line
        yield ring


def halves(ring):
    """A ring that goes over the line where east meets west, as the two that it is cut into there."""
    whole, turns = [ring[0]], 0
    for (ax, _), (bx, by) in zip(ring, ring[1:]):
        turns += (bx < ax - 180) - (bx > ax + 180)
        whole.append((bx + 360 * turns, by))
    edge = 180 if max(x for x, _ in whole) > 180 else -180
    if all(abs(x) <= 180 for x, _ in whole):
        return [ring]
    parts = [cut(whole, edge, side) for side in (1, -1)]
    return [[(x - 360 * ((x > 180) - (x < -180)), y) for x, y in towards(part, edge)] for part in parts if len(part) > 2]


def cut(ring, edge, side):
    """What of a ring is on one side of a line of longitude (Sutherland and Hodgman 1974)."""
    out = []
    for a, b in zip(ring, ring[1:] + ring[:1]):
        if (a[0] - edge) * side >= 0:
            out.append(a)
        if (a[0] - edge) * (b[0] - edge) < 0:
            out.append((edge, a[1] + (b[1] - a[1]) * (edge - a[0]) / (b[0] - a[0])))
    return out


def towards(part, edge):
    """The points on the edge a little to the side where all others are, so that they stay on it."""
    inward = sum(x - edge for x, _ in part)
    return [(edge + (1e-6 if inward > 0 else -1e-6), y) if x == edge else (x, y) for x, y in part]


def area(ring):
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:] + ring[:1]))) / 2


def middle(ring):
    x, y = zip(*ring)
    return (min(x) + max(x)) / 2, (min(y) + max(y)) / 2


def inside(p, ring):
    odd = False
    for (ax, ay), (bx, by) in zip(ring, ring[1:] + ring[:1]):
        if (ay > p[1]) != (by > p[1]) and p[0] < (bx - ax) * (p[1] - ay) / (by - ay) + ax:
            odd = not odd
    return odd


def shapes(file, iso):
    topology = json.loads(file.read_text())
    whole = list(arcs_of(topology))
    arcs = [simpler(a) for a in whole] if "110m" in file.name else whole
    out = {}
    for g in topology["objects"]["countries"]["geometries"]:
        code = UNNUMBERED.get(g["properties"]["name"]) or iso.get(g.get("id"))
        if code and g.get("id") != NAMELESS:
            halved = (half for ring in rings(g, arcs) for half in halves(ring))
            out[code] = sorted(halved, key=area, reverse=True)
    return out


def give_crimea_back(out):
    for ring in out["RUS"]:
        if inside(CRIMEA, ring):
            out["RUS"].remove(ring)
            out["UKR"].append(ring)
            return
    sys.exit("Crimea is not where it was: look at the borders anew")


def cities(folder):
    """Names and points of a shapefile of points (ESRI 1998) with the text of its first column."""
    dbf, shp = ((folder / f"naturalearth_cities.{e}").read_bytes() for e in ("dbf", "shp"))
    head, size = struct.unpack("<HH", dbf[8:12])
    width = dbf[32 + 16]
    for n in range((len(shp) - 100) // 28):
        name = dbf[head + n * size + 1 :][:width].decode("latin-1").strip()
        yield name.split(",")[0], struct.unpack("<dd", shp[100 + n * 28 + 12 :][:16])


def rows(folder):
    for file in sorted(folder.glob("*.tsv")):
        lines = [line for line in file.read_text().splitlines() if not line.startswith("#")]
        yield from csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)


def capitals(world):
    """English names of capitals, by the codes of all states."""
    out = {row["code"]: set() for row in rows(world / "states")}
    for row in rows(world / "names"):
        if (row["lang"], row["kind"]) == ("en", "capital"):
            out[row["code"]].update(row["forms"].split("|"))
    return out


def main(folder):
    world = Path(__file__).parent.parent / "world"
    iso = {n: a3 for _, a3, n, *_ in json.loads((folder / "i18n-iso-countries/codes.json").read_text())}
    large, fine = (shapes(folder / f"world-atlas/countries-{s}.json", iso) for s in ("110m", "50m"))
    give_crimea_back(large)
    named, all_cities = capitals(world), list(cities(folder))
    print(HEAD)
    for code in sorted(named):
        mine = [p for name, p in all_cities if name in named[code]]
        near = [p for p in mine if any(inside(p, r) for r in fine.get(code, []))] or mine[:1]
        place = near[0] if near else OTHERS.get(code) or middle(fine[code][0])
        kept = [r for i, r in enumerate(large.get(code, [])) if i == 0 or area(r) > SMALL]
        text = lambda p: f"{p[0]:.1f},{p[1]:.1f}".replace("-0.0", "0.0")
        print(code, text(place), "|".join(" ".join(map(text, r[:-1])) for r in kept), sep="\t")


main(Path(sys.argv[1]))
