"""The invented trench network: trunks along field edges, leads to the farms, states of one building year.

Field paths are edges of a distorted grid: cells of 420 m, turned by 12 degrees, every corner moved a little and every
edge bent where a field has a corner. The trunks are walks over that grid, written down by hand below so that they branch
as a real network does and one of them crosses the border to Nordkirchen.
"""
import math
from dataclasses import dataclass, field
from datetime import date, timedelta

ORIGIN = (7.5050, 51.6970)
METRES_PER_DEGREE = (69050.0, 111255.0)
CELL, TURN = 420.0, math.radians(12)

# code: area, walk over the grid, state, method, surface, first work day, number of work days, share dug
WALKS = {
    "S-1": ("A1", [(0, 2), (0, 3), (0, 4), (0, 5), (0, 6)], "accepted", "plough", "field", (2026, 4, 11), 3, 1),
    "S-2": ("A1", [(0, 4), (-1, 4), (-2, 4)], "accepted", "plough", "field", (2026, 5, 2), 2, 1),
    "S-3": ("A1", [(0, 5), (1, 5), (2, 5)], "surveyed", "plough", "meadow", (2026, 5, 16), 2, 1),
    "S-4": ("A1", [(2, 5), (2, 6), (2, 7)], "laid", "plough", "verge", (2026, 7, 4), 2, 1),
    "S-5": ("A1", [(0, 3), (1, 3), (2, 3)], "surveyed", "open_trench", "gravel", (2026, 5, 30), 2, 1),
    "S-6": ("A1", [(2, 3), (2, 4)], "laid", "plough", "field", (2026, 6, 20), 1, 1),
    "S-7": ("A1", [(-1, 4), (-1, 5)], "accepted", "plough", "field", (2026, 5, 9), 1, 1),
    "S-8": ("A2", [(0, 2), (0, 1), (0, 0), (0, -1)], "surveyed", "plough", "field", (2026, 6, 6), 2, 1),
    "S-9": ("A2", [(0, 1), (1, 1), (2, 1), (3, 1), (4, 1)], "laid", "plough", "meadow", (2026, 6, 27), 3, 1),
    "S-10": ("A2", [(2, 1), (2, 2)], "laid", "open_trench", "gravel", (2026, 7, 25), 1, 1),
    "S-11": ("A2", [(3, 1), (3, 0), (3, -1)], "in_progress", "plough", "field", (2026, 8, 22), 1, 0.45),
    "S-12": ("A2", [(0, 0), (-1, 0), (-2, 0)], "laid", "plough", "field", (2026, 8, 1), 2, 1),
    "S-13": ("A2", [(-1, 0), (-1, 1)], "in_progress", "hand", "verge", (2026, 8, 29), 1, 0.5),
    "S-14": ("A3", [(0, -1), (0, -2), (0, -3), (0, -4)], "in_progress", "plough", "field", (2026, 9, 5), 3, 0.7),
    "S-15": ("A3", [(0, -4), (0, -5), (0, -6)], "cleared", "plough", "field", None, 0, 0),
    "S-16": ("A3", [(0, -2), (1, -2), (2, -2), (3, -2)], "in_progress", "plough", "meadow", (2026, 9, 19), 1, 0.35),
    "S-17": ("A3", [(0, -4), (1, -4), (2, -4), (3, -4), (4, -4)], "cleared", "plough", "field", None, 0, 0),
    "S-18": ("A3", [(2, -4), (2, -5), (2, -6)], "planned", "plough", "field", None, 0, 0),
    "S-19": ("A3", [(0, -3), (-1, -3), (-2, -3)], "cleared", "plough", "meadow", None, 0, 0),
    "S-20": ("A3", [(0, -5), (-1, -5), (-2, -5)], "planned", "plough", "field", None, 0, 0),
    "S-21": ("A3", [(-2, -5), (-2, -6)], "planned", "plough", "field", None, 0, 0),
    "S-22": ("A3", [(3, -4), (3, -3)], "planned", "hdd", "gravel", None, 0, 0),
}
CONNECTIONS = {"A1": 16, "A2": 15, "A3": 15}
# The areas share their corners, so that they touch without overlapping; metres east and north of the origin.
CORNERS = {
    "A1": [(-1420, 1180), (-350, 1010), (330, 1200), (880, 1140), (840, 2120), (560, 2640), (440, 3270), (-60, 3230),
           (-180, 2680), (-740, 2640), (-1180, 2120)],
    "A2": [(-1420, 1180), (-1180, 150), (-1140, -460), (-290, -440), (420, -330), (1080, -250), (1680, -330), (1740, 240),
           (1720, 960), (880, 1140), (330, 1200), (-350, 1010)],
    "A3": [(-1140, -460), (-1000, -1480), (-880, -2300), (-620, -2960), (310, -2830), (830, -2760), (1700, -2620),
           (2330, -1560), (2060, -900), (1680, -330), (1080, -250), (420, -330), (-290, -440)],
}


def to_degrees(point):
    return (round(ORIGIN[0] + point[0] / METRES_PER_DEGREE[0], 6), round(ORIGIN[1] + point[1] / METRES_PER_DEGREE[1], 6))


def geodesic(a, b):
    """Metres between two positions on the WGS 84 ellipsoid (Vincenty's inverse formula)."""
    major, flattening = 6378137.0, 1 / 298.257223563
    minor = (1 - flattening) * major
    u1, u2 = (math.atan((1 - flattening) * math.tan(math.radians(p[1]))) for p in (a, b))
    difference = math.radians(b[0] - a[0])
    sin1, cos1, sin2, cos2 = math.sin(u1), math.cos(u1), math.sin(u2), math.cos(u2)
    turn = difference
    for _ in range(100):
        sin_s = math.hypot(cos2 * math.sin(turn), cos1 * sin2 - sin1 * cos2 * math.cos(turn))
        if sin_s == 0:
            return 0.0
        cos_s = sin1 * sin2 + cos1 * cos2 * math.cos(turn)
        sigma = math.atan2(sin_s, cos_s)
        sin_a = cos1 * cos2 * math.sin(turn) / sin_s
        square = 1 - sin_a * sin_a
        cos_m = cos_s - 2 * sin1 * sin2 / square
        c = flattening / 16 * square * (4 + flattening * (4 - 3 * square))
        before, turn = turn, difference + (1 - c) * flattening * sin_a * (
            sigma + c * sin_s * (cos_m + c * cos_s * (2 * cos_m * cos_m - 1)))
        if abs(turn - before) < 1e-12:
            break
    k = square * (major * major - minor * minor) / (minor * minor)
    first = 1 + k / 16384 * (4096 + k * (-768 + k * (320 - 175 * k)))
    second = k / 1024 * (256 + k * (-128 + k * (74 - 47 * k)))
    shift = second * sin_s * (cos_m + second / 4 * (cos_s * (2 * cos_m * cos_m - 1)
                              - second / 6 * cos_m * (4 * sin_s * sin_s - 3) * (4 * cos_m * cos_m - 3)))
    return minor * first * (sigma - shift)


def line_length(points):
    degrees = [to_degrees(p) for p in points]
    return sum(geodesic(a, b) for a, b in zip(degrees, degrees[1:]))


@dataclass
class Segment:
    code: str
    area: str
    points: list
    status: str
    method: str
    surface: str
    party_days: list
    share_dug: float

    @property
    def length(self):
        return line_length(self.points)

    @property
    def laid_on(self):
        return self.party_days[-1] if self.status in ("laid", "surveyed", "accepted") else None


@dataclass
class Connection:
    number: int
    area: str
    trunk: str
    lead: list

    @property
    def position(self):
        return to_degrees(self.lead[-1])

    @property
    def lead_length(self):
        return line_length(self.lead)


@dataclass
class Network:
    trunks: list = field(default_factory=list)
    connections: list = field(default_factory=list)

    def segment(self, code):
        return next(s for s in self.trunks if s.code == code)

    def area_features(self, names):
        for code, name in names.items():
            ring = [to_degrees(p) for p in CORNERS[code]]
            turned = sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:] + ring[:1]))
            ring = ring if turned > 0 else ring[::-1]
            yield {"type": "Feature", "properties": {"code": code, "name": name, "quota": "70.00"},
                   "geometry": {"type": "Polygon", "coordinates": [ring + ring[:1]]}}

    def segment_features(self):
        for s in self.trunks:
            yield _feature(s.code, s.area, None, "trunk", s.method, s.surface, s.status, 12, s.laid_on, s.points)
        for c in self.connections:
            trunk = self.segment(c.trunk)
            status = {"in_progress": "cleared"}.get(trunk.status, trunk.status)
            laid = trunk.laid_on + timedelta(days=1) if trunk.laid_on else None
            yield _feature(f"L-{c.number}", c.area, f"C-{c.number}", "lead", "open_trench",
                           ("gravel", "meadow", "paving")[c.number % 3], status, 1, laid, c.lead)


def _feature(code, area, connection, kind, method, surface, status, count, laid_on, points):
    properties = {"code": code, "area": area, "connection": connection, "kind": kind, "method": method, "surface": surface,
                  "planned_cover_cm": 80, "status": status, "conduits": [{"type": "7x1.5", "count": count}],
                  "laid_on": laid_on and laid_on.isoformat()}
    return {"type": "Feature", "properties": {k: v for k, v in properties.items() if v is not None},
            "geometry": {"type": "LineString", "coordinates": [to_degrees(p) for p in points]}}


def _crosses(a, b, c, d):
    def side(p, q, r):
        return (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0])
    return side(a, b, c) * side(a, b, d) < 0 and side(c, d, a) * side(c, d, b) < 0


def _distance(point, a, b):
    length = (b[0] - a[0]) ** 2 + (b[1] - a[1]) ** 2
    t = max(0, min(1, ((point[0] - a[0]) * (b[0] - a[0]) + (point[1] - a[1]) * (b[1] - a[1])) / length))
    return math.dist(point, (a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])))


class _Fields:
    """Corners and bends of the field edges, each drawn once, so that walks over the same edge share their line."""

    def __init__(self, rng):
        self.rng, self.corners, self.edges = rng, {}, {}

    def corner(self, node):
        if node not in self.corners:
            east, north = CELL * node[0], CELL * node[1]
            self.corners[node] = (east * math.cos(TURN) - north * math.sin(TURN) + self.rng.uniform(-65, 65),
                                  east * math.sin(TURN) + north * math.cos(TURN) + self.rng.uniform(-65, 65))
        return self.corners[node]

    def edge(self, start, end):
        key = (min(start, end), max(start, end))
        if key not in self.edges:
            a, b = self.corner(key[0]), self.corner(key[1])
            bend, at = self.rng.choice([-1, 1]) * self.rng.uniform(8, 38), self.rng.uniform(0.3, 0.45)
            across = ((a[1] - b[1]) / math.dist(a, b), (b[0] - a[0]) / math.dist(a, b))
            points = [(a[0] + (b[0] - a[0]) * t + across[0] * bend * f, a[1] + (b[1] - a[1]) * t + across[1] * bend * f)
                      for t, f in ((at, 1), (at + 0.3, self.rng.uniform(0.3, 1)))]
            self.edges[key] = [a, *points, b]
        return self.edges[key] if start == key[0] else self.edges[key][::-1]

    def walk(self, nodes):
        line = [self.corner(nodes[0])]
        for start, end in zip(nodes, nodes[1:]):
            line += self.edge(start, end)[1:]
        return line


def _lead(rng, trunk, at, lines):
    """A lead from vertex `at` of the trunk to a farm beside it that keeps clear of every trunk, or None."""
    foot, before, after = trunk.points[at], trunk.points[at - 1], trunk.points[at + 1]
    along = math.atan2(after[1] - before[1], after[0] - before[0])
    direction = along + rng.choice([-1, 1]) * math.pi / 2 + rng.uniform(-0.45, 0.45)
    reach = rng.uniform(75, 215)
    end = (foot[0] + reach * math.cos(direction), foot[1] + reach * math.sin(direction))
    middle = (foot[0] + reach * 0.55 * math.cos(direction + 0.16), foot[1] + reach * 0.55 * math.sin(direction + 0.16))
    for a, b in lines:
        if _distance(end, a, b) < 60 or _crosses(foot, middle, a, b) or _crosses(middle, end, a, b):
            return None
    return [foot, middle, end]


def build_network(rng, areas):
    fields, network = _Fields(rng), Network()
    for code, (area, nodes, status, method, surface, first, days, dug) in WALKS.items():
        party_days = [date(*first) + timedelta(days=7 * n) for n in range(days)] if first else []
        network.trunks.append(Segment(code, area, fields.walk(nodes), status, method, surface, party_days, dug))
    lines = [(a, b) for s in network.trunks for a, b in zip(s.points, s.points[1:])]
    number = 0
    for area in areas:
        places = [(s, at) for s in network.trunks if s.area == area for at in range(1, len(s.points) - 1)]
        rng.shuffle(places)
        found = []
        for trunk, at in places:
            lead = next(filter(None, (_lead(rng, trunk, at, lines) for _ in range(20))), None)
            apart = lead and all(math.dist(lead[-1], other[-1]) > 140 for _, other in found)
            if apart and len(found) < CONNECTIONS[area]:
                found.append((trunk, lead))
        for trunk, lead in sorted(found, key=lambda f: (int(f[0].code[2:]), f[1])):
            number += 1
            network.connections.append(Connection(number, area, trunk.code, lead))
    return network
