"""Exported files as other programs read them: `foreign.py FOLDER`, which holds a file for each format by its name.

The JSON lines are read by Python itself and say what the others must find. A library that is not there is skipped with
a line that says so, unless KRONIEK_FOREIGN=all.
"""

import csv
import importlib
import json
import os
import socket
import sys
from pathlib import Path

FOLDER = Path(sys.argv[1])
EVENTS = [json.loads(line) for line in (FOLDER / "jsonl").read_text(encoding="utf-8").splitlines()]
IDS = [e["id"] for e in EVENTS]


def no_network(*_, **__):
    raise OSError("no file may need the network")


socket.socket.connect = no_network


def codes(event, side):
    return [actor["code"] for actor in event[side]]


def pairs(event):
    """How many rows an event takes in a layout of pairs."""
    sources, targets = len(event["source"]), len(event["target"])
    if targets:
        return max(sources, 1) * targets
    return sources * (sources - 1) if sources > 1 else 1


def by_pandas(pandas):
    table = pandas.read_csv(FOLDER / "csv", dtype={"cameo": str})
    assert list(table["id"]) == IDS
    assert [s.split(";") for s in table["source"]] == [codes(e, "source") for e in EVENTS]
    assert list(table["confidence"]) == [e["confidence"] for e in EVENTS]
    assert set(table["cameo"].dropna()) == {e["cameo"] for e in EVENTS if e["cameo"]}
    pandas.to_datetime(table["first_day"].dropna())

    coded = [e for e in EVENTS if e["cameo"]]
    gdelt = pandas.read_csv(FOLDER / "gdelt", sep="\t", header=None, dtype={26: str, 27: str, 28: str})
    assert gdelt.shape == (sum(map(pairs, coded)), 61)
    assert gdelt[0].is_unique and gdelt[0].dtype == "int64" and gdelt[0].max() < 2**53
    assert {e["id"][:13] for e in coded} <= {f"{n:013x}" for n in gdelt[0]}
    assert pandas.to_datetime(gdelt[1], format="%Y%m%d").dt.year.equals(gdelt[3].astype("int32"))
    assert (gdelt[28] == gdelt[26].str[:2]).all() and gdelt[29].between(1, 4).all()
    assert gdelt[30].between(-10, 10).all() and (gdelt[31] >= gdelt[33]).all()

    icews = pandas.read_csv(FOLDER / "icews", sep="\t", dtype={"CAMEO Code": str})
    assert len(icews) == len(gdelt) and len(icews.columns) == 20
    assert icews["Event ID"].max() < 2**31 and icews["Story ID"].max() < 2**31
    assert pandas.to_datetime(icews["Event Date"], format="%Y-%m-%d").notna().all()
    assert list(icews["CAMEO Code"]) == list(gdelt[26])

    polecat = pandas.read_csv(FOLDER / "polecat", sep="\t")
    assert polecat.shape == (sum(map(pairs, EVENTS)), 40)
    assert list(dict.fromkeys(polecat["Event ID"].str[:16])) == IDS
    for name in ["gdelt", "icews", "polecat"]:
        how = {"sep": "\t", "header": None, "dtype": str}
        plain = pandas.read_csv(FOLDER / name, quoting=csv.QUOTE_NONE, **how)
        assert plain.equals(pandas.read_csv(FOLDER / name, **how)), f"{name}: quotes mean something"


def by_pyarrow(pyarrow):
    parquet = importlib.import_module("pyarrow.parquet")
    table = parquet.read_table(FOLDER / "parquet")
    assert table.column("id").to_pylist() == IDS
    assert table.column("source").to_pylist() == [codes(e, "source") for e in EVENTS]
    assert table.column("target").to_pylist() == [codes(e, "target") for e in EVENTS]
    assert table.column("sources").to_pylist() == [[s["doc"] for s in e["sources"]] for e in EVENTS]
    assert table.column("quad").to_pylist() == [e["quad"] for e in EVENTS]
    assert table.column("score").to_pylist() == [e["score"] for e in EVENTS]
    assert table.column("claims").to_pylist() == [e["claims"] for e in EVENTS]
    types = {f.name: f.type for f in table.schema}
    assert types["first_day"] == pyarrow.date32() and types["claims"] == pyarrow.int64()
    assert types["source"].value_type == pyarrow.string() and types["score"] == pyarrow.float64()
    dates = zip(EVENTS, table.column("first_day").to_pylist())
    assert all(day.isoformat().startswith(e["date"][:4]) for e, day in dates if day)


def by_networkx(networkx):
    graph = networkx.read_graphml(FOLDER / "graphml", force_multigraph=True)
    assert graph.is_directed()
    assert set(graph) == {c for e in EVENTS for side in ["source", "target"] for c in codes(e, side)}
    edges = [data for _, _, data in graph.edges(data=True)]
    assert {d["event"] for d in edges} == {e["id"] for e in EVENTS if len(e["source"] + e["target"]) > 1}
    mutual = [d for d in edges if d["mutual"] == 1]
    assert len(mutual) * 2 == sum(pairs(e) for e in EVENTS if len(e["source"]) > 1 and not e["target"])
    assert all(isinstance(d["confidence"], float) for d in edges)
    assert graph.nodes["CHN"] == {"label": "China", "kind": "state", "wikidata": "Q148"}
    sentences = {e["id"]: e["sentence"] for e in EVENTS}
    assert all(d["sentence"] == sentences[d["event"]] for d in edges)


def by_rdflib(rdflib):
    graph = rdflib.Graph().parse(FOLDER / "jsonld", format="json-ld")
    asked = "PREFIX : <https://schema.org/> PREFIX k: <urn:kroniek:term:> SELECT "
    events = graph.query(asked + "?id { ?e a :Event, :Action ; :identifier ?id ; k:status ?s }")
    assert sorted(str(row.id) for row in events) == sorted(IDS)
    nameless = graph.query(asked + "?a { ?e :agent|:object|:participant ?a FILTER NOT EXISTS { ?a :name ?n } }")
    assert not list(nameless)
    days = graph.query(asked + "?d { ?e a :Event ; :startDate ?d }")
    assert all(row.d.value.isoformat() == str(row.d) for row in days) and len(days) > 0
    same = graph.query(asked + "?w { <urn:kroniek:actor:CHN> :sameAs ?w }")
    assert [str(row.w) for row in same] == ["http://www.wikidata.org/entity/Q148"]
    told = graph.query(asked + "?doc { ?e :subjectOf/:identifier ?doc }")
    assert {str(row.doc) for row in told} == {s["doc"] for e in EVENTS for s in e["sources"]}


def main():
    for name, reads in [
        ("pandas", by_pandas),
        ("pyarrow", by_pyarrow),
        ("networkx", by_networkx),
        ("rdflib", by_rdflib),
    ]:
        try:
            library = importlib.import_module(name)
        except ImportError:
            if os.environ.get("KRONIEK_FOREIGN") == "all":
                raise
            print(f"{name}: skipped, it is not installed")
            continue
        reads(library)
        print(f"{name} {library.__version__}: read")


main()
