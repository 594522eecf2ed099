# Reads the files that `sharebench report` writes for other tools, with those tools' own readers where
# there are any and by their documented rules where not, and holds the figures against each other.
# usage: read_formats.py FOLDER: gbench.json gbench_flat.json hyperfine.json benchstat.txt
# openmetrics.txt junit.xml, all of one run, and real_hyperfine.json, which hyperfine wrote itself.
import json
import pathlib
import re
import statistics
import sys
import xml.etree.ElementTree

from prometheus_client.openmetrics.parser import text_string_to_metric_families

folder = pathlib.Path(sys.argv[1])


def text(name):
    return (folder / name).read_text(encoding="utf-8")


def refuse(constant):
    raise ValueError(f"{constant} is no JSON")


def strict(name):
    return json.loads(text(name), parse_constant=refuse)


def close(a, b):
    return abs(a - b) <= 1e-8 * max(abs(a), abs(b))


def check_gbench(full):
    """Rules of compare.py, Bencher's cpp_google, Conbench: docs/results_schema.md."""
    context = full["context"]
    assert isinstance(context["caches"], list) and context["json_schema_version"] == 1
    for key, value in context.items():
        assert isinstance(value, (str, int, float, list)), key
    units = {}
    for row in full["benchmarks"]:
        assert isinstance(row["real_time"], float) and isinstance(row["cpu_time"], float)
        assert row["run_type"] in ("iteration", "aggregate")
        assert re.fullmatch(r"[a-z_]+(/[^/:]+:[^/]+)*/target:[^/]+/real_time", row["run_name"]), row
        assert units.setdefault(row["name"], row["time_unit"]) in ("ns", "us", "ms", "s")
    ours = full["sharebench"]
    assert ours["schema"] == 1
    assert {"level", "k", "warmup", "looks", "alpha", "alpha_nominal", "margin", "seed",
            "order"} <= ours["design"].keys()
    assert {"w", "arm", "block", "pos", "t_start_ns", "ns", "warmup",
            "valid"} <= ours["samples"][0].keys()
    assert {"w", "block", "d"} <= ours["blocks"][0].keys()
    decided = [row for row in ours["results"] if "verdict" in row]
    assert decided
    for row in decided:
        assert {"w", "n", "ratio", "lower", "upper", "p_seq", "p_holm", "verdict", "s",
                "projected_blocks"} <= row.keys()
        assert 0 < row["p_seq"] <= row["p_holm"] <= 1
    exits = {"PASS": 0, "FAIL": 1, "UNDECIDED": 3, "UNFIT": 4}
    assert ours["summary"]["exit_code"] == exits[ours["summary"]["verdict"]]


def check_flat(flat, full):
    medians = {row["run_name"]: row["real_time"] for row in full["benchmarks"]
               if row.get("aggregate_name") == "median"}
    rows = {row["name"]: row for row in flat["benchmarks"]}
    assert len(rows) == len(flat["benchmarks"]), "a name is there twice"
    assert {name: row["real_time"] for name, row in rows.items()} == medians
    assert all(row["run_type"] == "iteration" and row["time_unit"] == "ns" for row in rows.values())
    assert isinstance(flat["context"]["caches"], list)


def check_hyperfine(ours, real, full):
    wanted = {key: type(value) for key, value in real["results"][0].items()
              if key not in ("memory_usage_byte",)}
    for row in ours["results"]:
        assert {key: type(row[key]) for key in wanted if key in row} == wanted, row.keys()
        times = row["times"]
        assert len(row["exit_codes"]) == len(times) and set(row["exit_codes"]) == {0}
        assert close(row["mean"], statistics.fmean(times))
        assert close(row["median"], statistics.median(times))
        assert close(row["stddev"], statistics.stdev(times))
        assert (row["min"], row["max"]) == (min(times), max(times))
    samples = [row for row in full["benchmarks"] if row["run_type"] == "iteration"]
    assert sum(len(row["times"]) for row in ours["results"]) == len(samples)


BENCHMARK = re.compile(r"Benchmark(?![a-z])(?P<name>\S*?)(-(?P<procs>[1-9][0-9]*))?")


def check_benchstat(lines, flat):
    """Go's format: `key: value` with a lower-case key, or a name, a count and pairs of value and unit."""
    times = {}
    for line in lines.splitlines():
        if re.fullmatch(r"[a-z][^\sA-Z]*: .*", line):
            assert not times, "configuration after results"
            continue
        name, count, *pairs = line.split(" ")
        found = BENCHMARK.fullmatch(name)
        assert found and found["procs"] and int(count) == 1 and len(pairs) % 2 == 0, line
        for part in found["name"].split("/")[1:]:
            assert re.fullmatch(r"[^=]+=.+", part), part
        values = dict(zip(pairs[1::2], map(float, pairs[::2])))
        assert values.keys() <= {"ns/op", "B/s"} and "ns/op" in values, line
        times.setdefault(found["name"], []).append(values["ns/op"])
    medians = sorted(statistics.median(some) for some in times.values())
    assert medians == sorted(row["real_time"] for row in flat["benchmarks"])


def check_openmetrics(exposition, full):
    families = {family.name: family for family in text_string_to_metric_families(exposition)}
    assert families["sharebench_sample_seconds"].unit == "seconds"
    assert families["sharebench_sample_seconds"].type == "summary"
    assert families["sharebench_run"].type == "info"
    read = {}
    for sample in families["sharebench_ratio"].samples:
        of = sample.labels
        key = (of["workload"], of["share"], of["figure"], round(float(of["pace_seconds"]) * 1e9))
        read.setdefault(key, {})[of["bound"]] = sample.value
    results = full["sharebench"]["results"]
    assert len(read) == len(results)
    for row in results:
        bounds = read[(row["w"], row["arm"], row["figure"], row.get("pace_ns", 0))]
        assert close(bounds["estimate"], row["ratio"])
        assert close(bounds["lower"], row["lower"]) and close(bounds["upper"], row["upper"])
    assert exposition.endswith("# EOF\n")


ATTRIBUTES = {"testsuites": {"name", "tests", "failures", "errors", "skipped", "time"},
              "testsuite": {"name", "tests", "failures", "errors", "skipped", "time", "timestamp",
                            "hostname"},
              "testcase": {"classname", "name", "time"},
              "failure": {"type", "message"}, "error": {"type", "message"},
              "skipped": {"message"}, "system-out": set()}
CHILDREN = {"testsuites": {"testsuite"}, "testsuite": {"testcase"},
            "testcase": {"failure", "error", "skipped", "system-out"}}


def check_junit(root, full):
    for element in root.iter():
        assert element.attrib.keys() == ATTRIBUTES[element.tag], element.tag
        assert {child.tag for child in element} <= CHILDREN.get(element.tag, set())
    for suite in [root, *root]:
        cases = list(suite.iter("testcase"))
        assert int(suite.get("tests")) == len(cases)
        for attribute, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
            assert int(suite.get(attribute)) == sum(case.find(tag) is not None for case in cases)
        assert abs(float(suite.get("time")) - sum(float(case.get("time")) for case in cases)) < 1e-4
    for suite in root:
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d", suite.get("timestamp"))
    decided = [row for row in full["sharebench"]["results"] if "verdict" in row]
    for row in decided:
        case, = [case for suite in root if suite.get("name").startswith(row["arm"] + " on ")
                 for case in suite if case.get("name") == row["w"]]
        body = "".join(case.itertext())
        assert f"n = {row['n']} blocks" in body and row["verdict"] in body, body
        assert f"ratio: {row['ratio']:.9g}," in body, body
    failed = int(root.get("failures")) > 0
    assert failed == (full["sharebench"]["summary"]["verdict"] == "FAIL")


full, flat = strict("gbench.json"), strict("gbench_flat.json")
check_gbench(full)
check_flat(flat, full)
check_hyperfine(strict("hyperfine.json"), strict("real_hyperfine.json"), full)
check_benchstat(text("benchstat.txt"), flat)
check_openmetrics(text("openmetrics.txt"), full)
check_junit(xml.etree.ElementTree.fromstring(text("junit.xml")), full)
print(f"{folder}: read six formats")
