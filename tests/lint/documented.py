# Each function that a header of the harness offers, and each interface's method, says what it does.
#
# A `///` comment stands for the declarations that follow it without an empty line.
import re

import lint

# A declaration at the margin: `int f(`, `const T& f(`, `std::vector<T> f(`; or a pure virtual one.
FREE = re.compile(r"^(?!namespace|class|struct|enum|using|template|typedef|#|//|\}|return)[A-Za-z_][\w:<>,&*\s\[\]]*?[\s&*>](operator\S+|\w+)\(")
VIRTUAL = re.compile(r"^\s+virtual\s.*?(\w+)\(")
DESTRUCTOR = re.compile(r"~\w+\(")


def check(tree):
    for path in tree.files(".h", under=("harness", "workloads")):
        documented = False
        for number, line in enumerate(tree.text(path).splitlines(), start=1):
            if line.strip().startswith("///"):
                documented = True
                continue
            found = FREE.match(line) or VIRTUAL.match(line)
            if found and not documented and not DESTRUCTOR.search(line):
                yield f"{path}:{number}: {found.group(1)}() has no /// comment"
            if not line.strip():
                documented = False


CLEAN = {
    "harness/core/x.h": "namespace a {\n\n/// Adds.\nint add(int a, int b);\nlong add(long a, long b);\n\n"
    "class X {\n public:\n  virtual ~X() = default;\n\n  /// Runs.\n  virtual int run(int a) = 0;\n"
    " private:\n  int helper(int x);\n};\n\n}\n"
}
PLANTED = [
    {"harness/core/y.h": "int add(int a, int b);\n"},
    {"harness/core/y.h": "/// Adds.\nint add(int a, int b);\n\nint sub(int a, int b);\n"},
    {"harness/core/y.h": "// Adds.\nconst std::vector<std::string>& names(int a);\n"},
    {"harness/core/y.h": "std::unique_ptr<Child> make_child(\n    int a);\n"},
    {"workloads/y.h": "inline std::uint64_t now_ns() {\n"},
    {"harness/core/y.h": "class X {\n  virtual ~X() = default;\n  virtual int run(int a) = 0;\n};\n"},
]

if __name__ == "__main__":
    lint.main(check, CLEAN, PLANTED)
