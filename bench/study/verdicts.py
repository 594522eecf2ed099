# Who said what of NFS, what stands for it in the lab and why, and what would count as reproduced. All of it was
# written down before the run that is published was measured; a mechanism alone is worded after looking at counts.
#
# The rule, for all alike. A published figure is reproduced when the measured ratio lies on the same side of 1 and
# within a factor of 2 of it. Words are turned into figures by the same factor: "near" is at most 2x, "superb" at
# most 1/2, "terrible" and "by far the slowest" at least 2x, "slightly slower" above 1x and at most 2x.
FACTOR = 2.0
NO_OSXFS = "osxfs cannot be had; vboxsf, which asks for every component of every path, stands for it"
CACHED = ("it was mounted cached or delegated, so vboxsf with ttl=5000, which trusts what it knows for 5 s, stands for "
          "osxfs, which cannot be had")


def near(published):
    """The band of ratios that reproduces a published one."""
    low, high = published / FACTOR, published * FACTOR
    return (low, min(high, 1.0)) if published < 1 else (max(low, 1.0), high)


AT_MOST_2, AT_MOST_HALF, AT_LEAST_2, SLIGHTLY = (0.0, FACTOR), (0.0, 1 / FACTOR), (FACTOR, float("inf")), (1.0, FACTOR)


def claim(name, nfs, other, workload, band, why, pace="high", published=None):
    return {"claim": name, "nfs": nfs, "other": other, "workload": workload, "band": band, "why": why, "pace": pace,
            "published": published}


SEVEN = [
    {"id": "gilt", "who": "Gilt, 2016", "said": "NFS brings builds near native; sbt-assembly is named",
     "source": "tech.gilt.com, docker/2016/03/10",
     "claims": [claim("sbt-assembly near native", "nfs3", "disk", "fat jar, unzipped", AT_MOST_2,
                      "sbt-assembly of 2016 unzips every jar; native is the VM's own disk; judged at the smaller pace, which "
                      "favours NFS, and so does the emulator, whose disk is slow", pace="low")]},
    {"id": "hashimoto", "who": "Hashimoto, 2014", "said": "NFS is superb at reads and terrible at small writes",
     "source": "mitchellh.com, comparing-filesystem-performance-in-virtual-machines",
     "claims": [claim("superb at reads", "nfs3", "vboxsf", "sequential read", AT_MOST_HALF,
                      "he read files from start to end in records of many sizes, and had vboxsf beside NFS"),
                claim("terrible at small writes", "nfs3", "vboxsf", "1 KiB writes, synced", AT_LEAST_2,
                      "his test: a file of 64 KiB written in small records, and flushed")]},
    {"id": "motin", "who": "motin, 2016", "said": "dd of 1 KiB blocks is 18 times faster on NFS than on osxfs",
     "source": "docker/for-mac#77",
     "claims": [claim("dd, 1 KiB blocks", "nfs3", "vboxsf", "1 KiB writes", near(1.73 / 31.69),
                      f"one open file, nothing synced before it is closed; {NO_OSXFS}", published=1.73 / 31.69)]},
    {"id": "geerling-install", "who": "Geerling, 2020", "said": "a Drupal install, many reads, is 2.2 times faster on NFS",
     "source": "geerlingguy/jeffgeerling-com#110",
     "claims": [claim("Drupal install", "nfs3", "vboxsf:ttl=5000", "PHP autoload", near(36.1 / 79.2),
                      f"PHP looks for each class in many folders and reads it; {CACHED}", published=36.1 / 79.2)]},
    {"id": "geerling-composer", "who": "Geerling, 2020", "said": "composer install, many writes, is only 1.14 times faster on NFS",
     "source": "geerlingguy/jeffgeerling-com#110",
     "claims": [claim("composer install", "nfs3", "vboxsf:ttl=5000", "untar", near(150.2 / 171.9),
                      f"Composer unpacks archives; {CACHED}", published=150.2 / 171.9)]},
    {"id": "docker", "who": "Docker's engineer, 2020", "said": "NFS with inotify, by a daemon in user space, is slightly slower "
     "than osxfs, for reads and for writes", "source": "docker/roadmap#7, 2020-12-01",
     "claims": [claim("slightly slower, reads", "nfs3:actimeo=0", "vboxsf", "PHP autoload", SLIGHTLY,
                      f"to see every change at once is actimeo=0; the lab's server is one in user space; {NO_OSXFS}"),
                claim("slightly slower, writes", "nfs3:actimeo=0", "vboxsf", "untar", SLIGHTLY, "the same, for writes")]},
    {"id": "mainardi", "who": "Mainardi, 2022", "said": "NFS is by far the slowest mount, for npm install",
     "source": "docker/for-mac#6590",
     "claims": [claim("slower by far than virtiofs", "nfs3", "virtiofs", "npm install", AT_LEAST_2,
                      "his command; of the mounts that he held NFS against the lab has virtiofs")]},
]
# Three more figures of the same kind, which need no stand-in for the share: they are of vboxsf itself.
MORE = [
    {"id": "dinghy", "who": "dinghy", "said": "a Rails app boots in 5 s by NFS, in 90 s by vboxsf", "source": "codekitchen/dinghy",
     "claims": [claim("Rails boot", "nfs3", "vboxsf", "PHP autoload", near(5 / 90),
                      "Ruby's require asks folder after folder for each file, as PHP's autoloader does", published=5 / 90)]},
    {"id": "wordpress", "who": "a reader of DMN#70, 2016", "said": "a WordPress page takes 2 s by NFS, 6 s by vboxsf",
     "source": "adlogix/docker-machine-nfs#70",
     "claims": [claim("WordPress page", "nfs3", "vboxsf", "PHP autoload", near(2 / 6), "PHP loads its classes", published=2 / 6)]},
    {"id": "docker-osx-dev", "who": "docker-osx-dev, 2015", "said": "builds take 2 to 3 times as long as native by NFS, 10 to 20 "
     "times by vboxsf", "source": "brikis98/docker-osx-dev",
     "claims": [claim("builds", "nfs3", "vboxsf", "javac", near((2 * 3) ** 0.5 / (10 * 20) ** 0.5),
                      "a compiler; the published ratio is that of the geometric means of both ranges",
                      published=(2 * 3) ** 0.5 / (10 * 20) ** 0.5)]},
]


def answer(band, estimate):
    """A word for where the estimate and its interval lie; without an interval the estimate alone decides."""
    low, high = band
    ends = [estimate[key] for key in ("low", "high") if estimate[key] is not None] or [estimate["value"]]
    inside = [low <= end <= high for end in ends]
    if all(inside):
        return "reproduced"
    missed = all(end < low for end in ends) or all(end > high for end in ends)
    return "not reproduced" if missed else "undecided"


def joint(answers):
    """Of a verdict that says several things: all of them must hold."""
    for word in ("not reproduced", "undecided"):
        if word in answers:
            return word
    return "reproduced"
