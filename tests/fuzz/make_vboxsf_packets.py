# Writes the first packets of the corpus: `python3 make_vboxsf_packets.py DIR`. Each file is a run of
# records (address / 16 u16, length u16, bytes), layouts as in Linux' vbox_vmmdev_types.h: one request
# each, and one session that maps, creates, writes, reads and lists.
import pathlib
import struct
import sys

PACKET, PAGES = 0x1000, (0x8000, 0xA000)


def record(address, data):
    return struct.pack("<HH", address // 16, len(data)) + data


def request(kind, body=b""):
    return struct.pack("<IIIiII", 24 + len(body), 0x10001, kind, -1, 0, 0) + body


def value32(value):
    return ("value", struct.pack("<III", 1, value, 0))


def value64(value):
    return ("value", struct.pack("<IQ", 2, value))


def buffer(data, page):
    return ("buffer", data, page)


def text(name, page):
    name = name.encode()
    return buffer(struct.pack("<HH", len(name) + 1, len(name)) + name + b"\0", page)


def call(function, *parameters, wide=True, client=1):
    """The records of a call: its buffers' pages first, then the packet that is rung for."""
    width = 16 if wide else 12
    fixed, lists, pages = b"", b"", b""
    at = 44 + width * len(parameters)
    for parameter in parameters:
        if parameter[0] == "value":
            fixed += parameter[1].ljust(width, b"\0")
            continue
        data, page = parameter[1:]
        fixed += struct.pack("<III", 10, len(data), at + len(lists)).ljust(width, b"\0")
        lists += struct.pack("<IHHQ", 3, 0, 1, page)
        pages += record(page, data)
    body = struct.pack("<IiIII", 0, -1, client, function, len(parameters)) + fixed + lists
    return pages + record(PACKET, request(63 if wide else 62, body))


def connect():
    body = struct.pack("<IiI", 0, -1, 2) + b"VBoxSharedFolders".ljust(128, b"\0") + bytes(4)
    return record(PACKET, request(60, body))


def create(path, flags):
    info = struct.pack("<QIIqq", 2**64 - 1, 0, flags, 0, 0) + bytes(32) + struct.pack("<II", 0o100644, 1)
    return call(3, value32(0), text(path, PAGES[0]), buffer(info.ljust(108, b"\0"), PAGES[1]))


def session():
    handle = value64(1)
    yield "set_utf8", call(16)
    yield "set_symlinks", call(20)
    yield "map", call(17, text("home", PAGES[0]), value32(0), value32(47), value32(1))
    yield "lookup", create("/file", 0x101)
    yield "create", create("/file", 0x3000)
    yield "write", call(6, value32(0), handle, value64(0), value32(5), buffer(b"hello", PAGES[0]))
    yield "read", call(5, value32(0), handle, value64(0), value32(64), buffer(bytes(64), PAGES[0]))
    yield "information", call(9, value32(0), handle, value32(9), value32(92), buffer(bytes(92), PAGES[0]))
    yield "volume", call(9, value32(0), value64(0), value32(16), value32(40), buffer(bytes(40), PAGES[0]))
    yield "close", call(4, value32(0), handle)
    yield "mkdir", create("/dir", 0x3014)
    yield "opendir", create("/", 0x1104)
    yield "list", call(8, value32(0), value64(2), value32(0), value32(512), text("", PAGES[0]),
                       buffer(bytes(512), PAGES[1]), value32(0), value32(0))
    yield "rename", call(14, value32(0), text("/file", PAGES[0]), text("/other", PAGES[1]), value32(5))
    yield "symlink", call(19, value32(0), text("/link", PAGES[0]), text("other", PAGES[1]),
                          buffer(bytes(92), 0xC000))
    yield "readlink", call(18, value32(0), text("/link", PAGES[0]), buffer(bytes(256), PAGES[1]))
    yield "remove", call(11, value32(0), text("/other", PAGES[0]), value32(1))
    yield "unmap", call(13, value32(0))
    yield "call32", call(5, value32(0), handle, value64(0), value32(8), buffer(bytes(8), PAGES[0]), wide=False)
    yield "disconnect", record(PACKET, request(61, struct.pack("<IiI", 0, -1, 1)))


def main(folder):
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    probe = b"".join(record(PACKET, request(kind, bytes(size - 24))) for kind, size in
                     ((4, 40), (58, 168), (50, 32), (42, 32), (56, 32), (2, 36), (20, 32), (220, 36), (59, 36)))
    (folder / "probe").write_bytes(probe)
    (folder / "session").write_bytes(connect() + b"".join(data for _, data in session()))
    mount = connect() + dict(session())["map"]
    for name, data in session():
        (folder / name).write_bytes(mount + data)


if __name__ == "__main__":
    main(sys.argv[1])
