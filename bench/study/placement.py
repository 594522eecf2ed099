# Each published verdict beside what the lab measured: ratio, interval, and whether it is reproduced.
from intervals import ratio_over_blocks
from verdicts import MORE, SEVEN, answer, joint
from workloads import ALL


def placed_claim(lab, claim):
    label = ALL[claim["workload"]]
    pace_ns = lab.paces_ns[0 if claim["pace"] == "low" else -1]
    nfs, _ = lab.paced_seconds(claim["nfs"], label, pace_ns)
    other, how = lab.paced_seconds(claim["other"], label, pace_ns)
    ratio = ratio_over_blocks(nfs, other)
    serial = ratio_over_blocks(lab.serial_trips(claim["nfs"], label), lab.serial_trips(claim["other"], label))
    low, high = claim["band"]
    return {**claim, "band": {"low": low, "high": None if high == float("inf") else high}, "label": label,
            "pace_ms": pace_ns / 1e6, "ratio": ratio, "serial_ratio": serial, "other_time": how,
            "answer": answer(claim["band"], ratio)}


def placed(lab):
    """The seven verdicts, then further figures; each with its claims, and the answer to all of them."""
    rows = []
    for group, verdicts in (("seven", SEVEN), ("more", MORE)):
        for verdict in verdicts:
            claims = [placed_claim(lab, claim) for claim in verdict["claims"]]
            rows.append({**verdict, "group": group, "claims": claims, "answer": joint([c["answer"] for c in claims])})
    return rows
