# Makes workloads/support/package_shape.def, so that the shape of a real package can be taken again.
"""Prints the shape of a package's tarball as workloads/support/package_shape.def: figures, no content.

usage: npm pack rxjs@7.8.2 && package_shape.py rxjs-7.8.2.tgz > workloads/support/package_shape.def
"""
import os
import sys
import tarfile


def shape(tarball):
    """Folders as (parent, files), parents first, and the percentiles 0 to 100 of the file sizes."""
    folders, sizes = {"package": [0, 0]}, []
    index = {"package": 0}
    with tarfile.open(tarball) as tar:
        files = sorted((m.name, m.size) for m in tar if m.isfile())
    for name, size in files:
        parts = os.path.dirname(name).split("/")
        for depth in range(2, len(parts) + 1):
            path = "/".join(parts[:depth])
            if path not in index:
                index[path] = len(index)
                folders[path] = [index[os.path.dirname(path)], 0]
        folders["/".join(parts)][1] += 1
        sizes.append(size)
    sizes.sort()
    return list(folders.values()), [sizes[round(p * (len(sizes) - 1) / 100)] for p in range(101)]


def main():
    tarball = sys.argv[1]
    folders, percentiles = shape(tarball)
    print(f"// The shape of {os.path.basename(tarball)}, as npm fetched it: {len(folders)} folders, "
          f"{sum(files for _, files in folders)} files.")
    print("// Printed by tests/support/package_shape.py; figures only, nothing of the content.")
    print("// SHAREBENCH_FOLDER(index of its parent, files in it), the package's own folder first.")
    for parent, files in folders:
        print(f"SHAREBENCH_FOLDER({parent}, {files})")
    print("// SHAREBENCH_SIZE(bytes): percentiles 0 to 100 of the files' sizes.")
    for size in percentiles:
        print(f"SHAREBENCH_SIZE({size})")


if __name__ == "__main__":
    main()
