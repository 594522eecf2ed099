# Why each verdict comes out as it does: a sentence each around counted figures, whatever they are.
from words import digits, kinds


class Counts:
    """Serial round trips and kinds of an operation, by name and share."""

    def __init__(self, data):
        self.rows = {(row["name"], row["share"]): row for row in data["pieces"]}
        self.break_evens = {(row["panel"], row["line"], row["export"]): row["at"] for row in data["break_even"]}

    def serial(self, name, share):
        return digits(self.rows[name, share]["serial"]["value"])

    def kinds(self, name, share, most=3):
        return kinds(self.rows[name, share]["kinds"], most)

    def against(self, name, nfs, other):
        return (f"{self.serial(name, nfs)} serial round trips an operation by {nfs} ({self.kinds(name, nfs)}), "
                f"{self.serial(name, other)} by {other} ({self.kinds(name, other)})")

    def flush_from(self, name):
        at = self.break_evens["flushes", name, "sync"]
        return "at no length up to 100 round trips" if at is None else f"from {digits(at)} round trips on"


def of_verdicts(data, flushes):
    counts = Counts(data)
    flushed = flushes["shares"]
    per_record = {share: digits(flushed[share]["append"]["flushes_per_operation"]) for share in ("nfs3", "vboxsf")}
    return {
        "gilt": f"An entry that is unzipped waits for {counts.serial('fat jar, unzipped', 'nfs3')} round trips by nfs3 "
                f"({counts.kinds('fat jar, unzipped', 'nfs3')}), where vboxsf waits for {counts.serial('fat jar, unzipped', 'vboxsf')} and the "
                "VM's disk for none: far nearer to native than vboxsf, and as far from it as round trips are long. sbt-assembly since 2.0 "
                f"streams entries and waits for {counts.serial('fat jar, in memory', 'nfs3')} an entry.",
        "hashimoto": f"Reads: NFS reads ahead in large requests, vboxsf page by page: for 64 KiB {counts.against('sequential read', 'nfs3', 'vboxsf')}. "
                     f"Small writes: the client gathers them, {counts.against('1 KiB writes, synced', 'nfs3', 'vboxsf')}. What NFS pays and vboxsf "
                     f"does not is the flush on the host: {per_record['nfs3']} for each synced record by nfs3, {per_record['vboxsf']} by vboxsf. For "
                     f"a file of small records that makes NFS slower {counts.flush_from('1 KiB writes, synced')} of a write's time, for synced records "
                     f"{counts.flush_from('append')}.",
        "motin": f"One open file, nothing synced: the NFS client delays and merges writes, {counts.against('1 KiB writes', 'nfs3', 'vboxsf')}.",
        "geerling-install": "NFS trusts attributes and names for seconds and so does a caching share, but a name that is missing is asked for "
                            f"again: {counts.against('PHP autoload', 'nfs3', 'vboxsf:ttl=5000')}.",
        "geerling-composer": "Nothing caches a new file, both sides pay for each: "
                             f"{counts.against('untar', 'nfs3', 'vboxsf:ttl=5000')}. The stand-in sends every write of a page at once, which a "
                             "share that may delay writes, as a delegated one, need not.",
        "docker": "Attributes that are never trusted cost a GETATTR for each component of each path, which is how vboxsf asks, too: a class "
                  f"is {counts.against('PHP autoload', 'nfs3:actimeo=0', 'vboxsf')}, an unpacked file "
                  f"{counts.against('untar', 'nfs3:actimeo=0', 'vboxsf')}.",
        "mainardi": f"npm makes every folder on a file's way again: {counts.against('npm install', 'nfs3', 'virtiofs')}, for virtiofs at most. "
                    f"With attributes that are never trusted, nfs3:actimeo=0, it is {counts.serial('npm install', 'nfs3:actimeo=0')}."}


def in_short(data):
    """When NFS wins and when it loses, in a few sentences around the overview and the break-evens."""
    counts = Counts(data)

    def tally(pair):
        known = [row["ratio"] for row in data["overview"] if row["pair"] == pair and row["ratio"]]
        fewer = sum((ratio["high"] or ratio["value"]) < 1 for ratio in known)
        more = sum((ratio["low"] or ratio["value"]) > 1 for ratio in known)
        return f"{nfs_of(pair)} waits for fewer round trips than {pair.split(' / ')[1]} in {fewer} of {len(known)} workloads, for more in {more}"

    def nfs_of(pair):
        return pair.split(" / ")[0]

    def span(panel, export=""):
        found = {line: at for (name, line, kind), at in counts.break_evens.items() if name == panel and kind == export and at is not None}
        if not found:
            return "nowhere in the range looked at"
        first, last = min(found, key=found.get), max(found, key=found.get)
        return f"from {digits(found[first])} ({first}) to {digits(found[last])} ({last})"

    return [f"- **Caches decide.** {tally('nfs3 / vboxsf')}; {tally('nfs3:actimeo=0 / vboxsf')}. In between, both are even where "
            f"a file is used so many times while its attributes are trusted: {span('actimeo')}.",
            f"- **A vboxsf call may cost less than an NFS round trip.** nfs3 still wins until that costs so many times as much: {span('cost of a round trip')}.",
            f"- **What is synced is where NFS loses**, since its server flushes and vboxsf does not (below): as soon as a flush takes so many round trips: {span('flushes', 'sync')}.",
            f"- **Against caching shares less is left.** {tally('nfs3 / vboxsf:ttl=5000')}; {tally('nfs3 / virtiofs')} (predicted)."]


def of_flushes(data, flushes):
    """What the table of flushes says, in sentences."""
    shares = flushes["shares"]
    counts = Counts(data)
    exports = {(row["name"], row["share"]): digits(row["counted"]["value"]) for row in data["exports"]}
    commits = {name: digits(counts.rows[name, "nfs3"]["kinds"].get("COMMIT", 0)) for name in ("append", "replace")}

    def each(share, name):
        return digits(shares[share][name]["flushes_per_operation"])

    return [
        f"A synced record is flushed {each('nfs3', 'append')} times by nfs3, {each('nfs4', 'append')} by nfs4, {each('virtiofs', 'append')} by virtiofs and "
        f"{each('vboxsf', 'append')} by vboxsf, whose driver answers fsync itself (docs/vboxsf.md). A replaced file, which no program syncs, is flushed "
        f"{each('nfs3', 'replace')} times by nfs3, since a client writes out what it delayed when a file is closed, and {each('virtiofs', 'replace')} by virtiofs.",
        "", f"The client asks for that in the WRITE itself where one is enough: {commits['append']} COMMITs for a synced record and "
        f"{commits['replace']} for a replaced file by nfs3.", "",
        f"**An asynchronous export saves the flush and no round trip**: it flushes {each('nfs3:export=async', 'append')} times for a synced record and "
        f"{each('nfs3:export=async', 'replace')} for a replaced file, and its client makes {exports['append', 'nfs3:export=async']} and "
        f"{exports['replace', 'nfs3:export=async']} round trips (synchronous: {exports['append', 'nfs3']} and "
        f"{exports['replace', 'nfs3']}). It answers as Linux's server does with `async` in exports(5): what a client asks to be stable is "
        "answered as stable, a COMMIT is answered at once, and both would be lost with the host's power. macOS's `nfs.server.async` was not measured."]
