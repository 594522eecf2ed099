# The cases of aa_bench.sh: calibrates the slow folder, repeats both tools, counts what they claim.
import argparse
import json
import pathlib
import statistics
import subprocess
import sys
import time

from scipy.stats import ttest_ind


def options():
    parser = argparse.ArgumentParser()
    for name in ("build", "work", "out", "runner", "docker"):
        parser.add_argument("--" + name, required=True)
    parser.add_argument("--runs", type=int, required=True)
    parser.add_argument("--count", type=int, required=True)
    parser.add_argument("--cases", default="equal,+10%,+30%")
    return parser.parse_args()


class Bench:
    def __init__(self, args):
        self.args = args
        self.sharebench = args.build + "/harness/sharebench"
        self.one_shot = args.build + "/bench/runner/sharebench-runner"
        self.slow_fs = args.build + "/bench/aa/slow_fs"
        self.workload = f"small_files:count={args.count}"
        self.measuring = ["--runner", args.runner, "--workloads", self.workload, "--quiet", "--json"]
        if args.docker != "none":
            self.measuring += ["--engine", "docker", "--docker", args.docker]

    def dir(self, name):
        return f"{self.args.work}/{name}"

    def sample_s(self):
        """Median time of one sample on the folder that is not slow: is COUNT high enough?"""
        out = f"{self.args.out}/calibration"
        command = [self.sharebench, "run", "--target", "local:" + self.dir("a"), "--blocks", "6", "--out", out]
        subprocess.run(command + self.measuring, check=True, stdout=subprocess.DEVNULL)
        run = json.load(open(next(pathlib.Path(out).glob("*.run.json"))))
        samples = run["samples"]
        return statistics.median(
            t * 1e-9 for t, warm in zip(samples["elapsed_ns"], samples["warmup"]) if not warm)

    def mount_slow(self, part):
        subprocess.run(["umount", self.dir("slow")], stderr=subprocess.DEVNULL)
        subprocess.run([self.slow_fs, self.dir("slow") + ".source", self.dir("slow"), part], check=True)

    def regress(self, case, candidate):
        answers = []
        for seed in range(1, self.args.runs + 1):
            out = f"{self.args.out}/{case}-{seed}"
            began = time.monotonic()
            ended = subprocess.run(
                [self.sharebench, "regress", "--baseline", "local:" + self.dir("a"), "--candidate",
                 "local:" + self.dir(candidate), "--seed", str(seed), "--out", out] + self.measuring,
                stdout=subprocess.PIPE, text=True)
            if ended.returncode not in (0, 1, 3, 4):
                sys.exit(f"error: regress ended with {ended.returncode}")
            answer = json.loads(ended.stdout)
            answer["seconds"] = time.monotonic() - began
            answers.append(answer)
            pathlib.Path(f"{out}/answer.json").write_text(json.dumps(answer, indent=2))
        return answers

    def hyperfine(self, case, candidate):
        results = []
        for name in ("a", candidate):
            subprocess.run([self.one_shot, "--mark", self.dir(name) + "/hyperfine"], check=True,
                           stdout=subprocess.DEVNULL)
        for run in range(1, self.args.runs + 1):
            file = f"{self.args.out}/{case}-{run}.hyperfine.json"
            command = f"{self.one_shot} --workload small_files --param count={self.args.count} --dir "
            began = time.monotonic()
            subprocess.run(["hyperfine", "-w3", "-N", "--style", "none", "--export-json", file] +
                           [command + self.dir(name) + "/hyperfine" for name in ("a", candidate)],
                           check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            base, other = (result["times"] for result in json.load(open(file))["results"])
            results.append({"p": ttest_ind(base, other, equal_var=False).pvalue,
                            "ratio": statistics.mean(other) / statistics.mean(base),
                            "seconds": time.monotonic() - began})
        return results


def middle(values):
    return statistics.median(values)


def regress_row(case, answers):
    only = [answer["comparisons"][0] for answer in answers]
    verdicts = [answer["answer"] for answer in answers]
    claims = sum(row["lean"] != "none" for row in only)
    over = sum(row["finding"] in ("REGRESSION", "IMPROVEMENT") for row in only)
    return (f"{case:<6} regress    claims {claims:>2}  beyond margin {over:>2}  FAIL {verdicts.count('FAIL'):>2}  "
            f"PASS {verdicts.count('PASS'):>2}  UNDECIDED {verdicts.count('UNDECIDED'):>2}  UNFIT "
            f"{verdicts.count('UNFIT'):>2}  of {len(answers)}; median ratio {middle([r['ratio'] for r in only]):.3f}, "
            f"blocks {middle([a['blocks'] for a in answers]):.0f}, {middle([a['seconds'] for a in answers]):.0f} s")


def hyperfine_row(case, results):
    claims = [r for r in results if r["p"] < 0.05]
    over = [r for r in claims if r["ratio"] > 1.05 or r["ratio"] < 1 / 1.05]
    return (f"{case:<6} hyperfine  claims {len(claims):>2}  beyond margin {len(over):>2}  (Welch p < .05)  of "
            f"{len(results)}; median ratio {middle([r['ratio'] for r in results]):.3f}, "
            f"{middle([r['seconds'] for r in results]):.0f} s")


def main():
    args = options()
    bench = Bench(args)
    sample_s = bench.sample_s()
    print(f"one sample of {bench.workload}: {sample_s * 1e3:.1f} ms", flush=True)
    for case in args.cases.split(","):
        candidate = "b" if case == "equal" else "slow"
        if candidate == "slow":
            bench.mount_slow(case.removeprefix("+"))
        name = case.replace("%", "").replace("+", "plus")
        print(regress_row(case, bench.regress(name, candidate)), flush=True)
        print(hyperfine_row(case, bench.hyperfine(name, candidate)), flush=True)


main()
