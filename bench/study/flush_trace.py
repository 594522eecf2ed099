# Which file each flush in a text of strace is of, also where a server opens files by handle, whose path strace cannot say.
import re

CALLS = "fsync,fdatasync,sync_file_range,syncfs,sync,msync,pwritev2,openat,open_by_handle_at,name_to_handle_at"
FLUSH = re.compile(r"^(fsync|fdatasync|sync_file_range|syncfs|sync|msync)\((?:(\d+)<([^>]*)>)?")
SYNC_WRITE = re.compile(r"^pwritev2\((\d+)<([^>]*)>.*RWF_D?SYNC")
OPENED = re.compile(r'^openat\((?:AT_FDCWD|(\d+))<([^>]*)>, "((?:[^"\\]|\\.)*)", ([A-Z_|]+).*\) += (\d+)')
BY_HANDLE = re.compile(r'^open_by_handle_at\(.*f_handle="([^"]*)"\}, ([A-Z_|]+) *\) += (\d+)')
NAMED = re.compile(r'^name_to_handle_at\((?:AT_FDCWD|(\d+))<([^>]*)>, "((?:[^"\\]|\\.)*)", .*f_handle="([^"]*)"')


def whole_calls(text):
    """(first, call) of each call: at its beginning as far as strace wrote it, and again, first being False, when it ended
    after another thread's."""
    begun = {}
    for line in text.splitlines():
        thread, _, call = line.partition(" ")
        call = call.lstrip()
        resumed = re.match(r"<\.\.\. \w+ resumed>", call)
        if resumed:
            yield False, begun.pop(thread, "") + call[resumed.end():]
        elif call.endswith("<unfinished ...>"):
            begun[thread] = call[: -len("<unfinished ...>")]
            yield True, begun[thread]
        else:
            yield True, call


class Files:
    """Names of a server's files, followed through the handles and descriptors that it opens them by."""

    def __init__(self):
        self.by_descriptor, self.by_handle = {}, {}

    def path(self, descriptor, seen):
        return seen if seen not in ("", "/") else self.by_descriptor.get(descriptor, "")

    def follow(self, call):
        if found := OPENED.match(call):
            folder, seen, name, _, descriptor = found.groups()
            self.by_descriptor[descriptor] = f"{self.path(folder, seen)}/{name}"
        elif found := BY_HANDLE.match(call):
            self.by_descriptor[found.group(3)] = self.by_handle.get(found.group(1), "")
        elif found := NAMED.match(call):
            folder, seen, name, handle = found.groups()
            parent = self.path(folder, seen)
            if name or parent:
                self.by_handle[handle] = f"{parent}/{name}" if name else parent


def flushes(text):
    """(kind, path) of every call that flushes or opens for synchronous writes, in order. One server's text alone: another
    has descriptors of its own."""
    files = Files()
    for first, call in whole_calls(text):
        files.follow(call)
        if first and (found := FLUSH.match(call)):
            yield found.group(1), files.path(found.group(2), found.group(3) or "")
        elif first and (found := SYNC_WRITE.match(call)):
            yield "synchronous write", files.path(*found.groups())
        elif (found := OPENED.match(call)) and re.search(r"\bO_D?SYNC\b", found.group(4)):
            yield "open for synchronous writes", files.by_descriptor[found.group(5)]
        elif (found := BY_HANDLE.match(call)) and re.search(r"\bO_D?SYNC\b", found.group(2)):
            yield "open for synchronous writes", files.by_descriptor[found.group(3)]
