# What a page costs: to make one of 100,000 samples, and to open it against one of 100.
"""Makes pages of 100, 10,000 and 100,000 samples and opens them in headless Chromium.

Run: /usr/bin/python3 bench/report/page_bench.py build/release/harness/sharebench
Bars: `report` for 100,000 samples takes at most 1 s of CPU; that page shows its first chart in at most 3
times the time of the page of 100 (medians of 7 openings, alternating); pages stay below 2 MB up to 10,000
samples and below 5 MB at 100,000. Exit 1 when one is not kept. Use a release build on a quiet machine.
"""
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "support"))
import page_browser  # noqa: E402

SIZES = {100: 2_000_000, 10_000: 2_000_000, 100_000: 5_000_000}
MOST_CPU_S, MOST_TIMES, OPENINGS = 1.0, 3.0, 7


def cpu_s(command):
    process = os.posix_spawn(command[0], command, os.environ)
    _, status, usage = os.wait4(process, 0)
    if status != 0:
        sys.exit(f"page_bench: {' '.join(command)} failed")
    return usage.ru_utime + usage.ru_stime


def first_chart_ms(driver, page):
    """From the start of the navigation to the first chart, as the page's own clock has it."""
    driver.get("about:blank")
    driver.get(page.as_uri())
    end = time.monotonic() + 60
    while time.monotonic() < end:
        found = driver.execute_script("return window.sharebenchFirstChart || 0")
        if found:
            return found
        time.sleep(0.02)
    sys.exit(f"page_bench: {page} shows no chart within 60 s")


def main():
    program = str(pathlib.Path(sys.argv[1]).resolve())
    kept = True
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        subprocess.run([sys.executable, ROOT / "tests/support/make_runs.py", folder,
                        *[f"samples_{n}" for n in SIZES]], check=True)
        for n, most in SIZES.items():
            run, page = folder / f"samples_{n}.run.json", folder / f"samples_{n}.html"
            cpu = min(cpu_s([program, "report", str(run), "--html", str(page)]) for _ in range(3))
            size = page.stat().st_size
            fine = size < most and (n < 100_000 or cpu <= MOST_CPU_S)
            kept = kept and fine
            print(f"{n} samples: {cpu:.2f} s of CPU, page of {size / 1e6:.2f} MB (bar {most / 1e6:.0f} MB"
                  f"{f', {MOST_CPU_S:.0f} s' if n == 100_000 else ''}): {'kept' if fine else 'NOT KEPT'}")
        driver = page_browser.browser()
        try:
            times = {n: [] for n in SIZES}
            for _ in range(OPENINGS):
                for n in SIZES:
                    times[n].append(first_chart_ms(driver, folder / f"samples_{n}.html"))
        finally:
            driver.quit()
    medians = {n: statistics.median(list_) for n, list_ in times.items()}
    times_of_small = medians[100_000] / medians[100]
    kept = kept and times_of_small <= MOST_TIMES
    print(", ".join(f"{n} samples: {medians[n]:.0f} ms ({min(times[n]):.0f} to {max(times[n]):.0f})" for n in SIZES)
          + f" to the first chart, n = {OPENINGS}; {times_of_small:.2f} times (bar {MOST_TIMES:.0f}): "
          + ("kept" if times_of_small <= MOST_TIMES else "NOT KEPT"))
    sys.exit(0 if kept else 1)


if __name__ == "__main__":
    main()
