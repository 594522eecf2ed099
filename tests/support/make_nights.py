# Makes run files of many nights out of one: its candidates' times wave by about one per cent a night,
# and take STEP times as long from night AT on, when the engine becomes another one.
# The arguments: RUN.json FOLDER NIGHTS AT STEP.
import json
import pathlib
import random
import sys

source, folder, nights, at, step = sys.argv[1:]
base = json.loads(pathlib.Path(source).read_text(encoding="utf-8"))
base["measured_on"] = "hardware"
base["targets"][0].update(emulated=False, id="docker:desktop", engine_version="27.2.0")
cells, samples = base["plan"]["cells"], base["samples"]
times = list(samples["elapsed_ns"])
pathlib.Path(folder).mkdir(parents=True, exist_ok=True)
luck = random.Random(7)
for night in range(int(nights)):
    factor = 1 + luck.gauss(0, 0.01)
    if night >= int(at):
        factor *= float(step)
        base["targets"][0]["engine_version"] = "27.3.1"
    samples["elapsed_ns"] = [
        round(t * (factor if cells["mount"][cell] != base["plan"]["baseline"] else 1) * luck.gauss(1, 0.003))
        for t, cell in zip(times, samples["cell"])]
    base["id"] = f"2026-n{night:03}-docker"
    base["started"] = f"2026-{1 + night // 28:02}-{1 + night % 28:02}T03:00:00Z"
    text = json.dumps(base)
    pathlib.Path(folder, f"{base['id']}.run.json").write_text(text, encoding="utf-8")
