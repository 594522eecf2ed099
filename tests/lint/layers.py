# Compares every #include with layers.txt, so that the table of rooms stays true.
import fnmatch
import pathlib
import re

import lint

TABLE = pathlib.Path(__file__).with_name("layers.txt")
INCLUDE = re.compile(r'^\s*#\s*include\s*(["<])([^">]+)[">]', re.MULTILINE)
STANDARD = re.compile(r"[a-z0-9_]+")  # <vector>, <cstdint>: a name without suffix


def read_table():
    rooms, libraries, homes = {}, [], {}
    for line in TABLE.read_text().splitlines():
        words = line.split("#")[0].split()
        if not words:
            continue
        if words[0] == "library":
            libraries.append((words[1], words[2:]))
        elif words[0] in ("os", "platform"):
            homes[words[0]] = words[1:]
        else:
            rooms[words[0]] = [word for word in words[1:] if word != "-"]
    return rooms, libraries, homes


def room_of(path):
    """harness/<room>/..., harness/main.cpp -> main, workloads/... and bench/runner/...; else None."""
    parts = path.split("/")
    if parts[0] == "harness":
        return parts[1] if len(parts) > 2 else "main"
    if parts[0] == "workloads":
        return "workloads"
    return "runner" if parts[:2] == ["bench", "runner"] else None


def at_home(path, homes):
    return any(path.startswith(home + "/") or fnmatch.fnmatch(path, home) for home in homes)


def check(tree):
    rooms, libraries, homes = read_table()
    for path in tree.files(".h", ".cpp"):
        room = room_of(path)
        if room is not None and room not in rooms:
            yield f"{path}: layers.txt has no room '{room}'"
            continue
        for mark, header in INCLUDE.findall(tree.text(path)):
            if mark == "<":
                yield from check_outside(path, header, libraries, homes["os"])
            elif "/" not in header:
                yield f'{path}: "{header}" must start at the repository, as in "harness/core/units.h"'
            elif room is not None and not allowed(room, header, rooms[room]):
                yield f"{path}: room '{room}' may not include {header}"


def allowed(room, header, others):
    return room_of(header) == room or header in others or room_of(header) in others


def check_outside(path, header, libraries, os_homes):
    for pattern, homes in libraries:
        if fnmatch.fnmatch(header, pattern):
            if not at_home(path, homes):
                yield f"{path}: <{header}> belongs to {' '.join(homes)}"
            return
    if not STANDARD.fullmatch(header) and not at_home(path, os_homes):
        yield f"{path}: <{header}> is not of the C++ library; layers.txt gives it no home here"


CLEAN = {
    "harness/core/units.h": "#include <string>\n#include <fmt/format.h>\n",
    "harness/stats/ratio.cpp": '#include "harness/core/units.h"\n#include "harness/stats/ratio.h"\n',
    "harness/plan/suites.cpp": '#include "workloads/list.def"\n',
    "harness/sys/clock.cpp": "#include <unistd.h>\n",
    "harness/lab/rpc_relay.cpp": "#include <sys/socket.h>\n",
    "harness/cli/parse.cpp": "#include <CLI/CLI.hpp>\n",
    "harness/main.cpp": '#include "harness/cli/all.h"\n',
    "bench/runner/main.cpp": '#include <benchmark/benchmark.h>\n#include "workloads/workload.h"\n',
}
PLANTED = [
    {"harness/core/units.h": '#include "harness/sys/clock.h"\n'},
    {"harness/stats/ratio.cpp": '  #  include "harness/report/csv.h"\n'},
    {"harness/store/run_file.cpp": '#include "harness/run/cell.h"\n'},
    {"harness/plan/suites.cpp": '#include "workloads/workload.h"\n'},
    {"harness/main.cpp": '#include "harness/run/cell.h"\n'},
    {"harness/attic/x.cpp": "#include <string>\n"},
    {"harness/stats/ratio.cpp": '#include "ratio.h"\n'},
    {"harness/cli/run.cpp": "#include <CLI/CLI.hpp>\n"},
    {"harness/core/units.h": "#include <nlohmann/json.hpp>\n"},
    {"harness/run/cell.cpp": "#include <boost/math/distributions.hpp>\n"},
    {"harness/run/cell.cpp": "#include <zlib.h>\n"},
    {"harness/lab/qemu_command.cpp": "#include <unistd.h>\n"},
    {"harness/core/units.h": "#include <spdlog/spdlog.h>\n"},
    {"workloads/x.cpp": '#include "harness/core/units.h"\n'},
    {"bench/runner/main.cpp": '#include "harness/core/units.h"\n'},
]

if __name__ == "__main__":
    lint.main(check, CLEAN, PLANTED)
