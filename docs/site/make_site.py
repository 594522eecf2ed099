# Makes a website of docs/: plain files that any web server, or none, can show.
"""usage: make_site.py SOURCE OUT

README.md becomes index.html, each docs/*.md a page, and results/published/* a gallery; a study that is a text of its
own (study.json beside its README.md) a page, too. Exit 1 when a link between pages leads nowhere.
"""
import html
import pathlib
import re
import shutil
import sys

import markdown

PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'self'; style-src 'self'; script-src 'none'">
<title>{title}</title><link rel="stylesheet" href="site.css"></head>
<body><a class="skip" href="#main">Skip to the text</a>
<header><nav aria-label="pages">{navigation}</nav></header>
<main id="main">{body}</main></body></html>
"""
ORDER = ["index", "gallery", "reading_charts", "method_in_words", "cli", "workloads", "lab", "vboxsf", "pf", "nfs",
         "ci", "methodology", "simulation", "results_schema", "charts", "architecture"]
NAMES = {"index": "sharebench", "reading_charts": "how to read a chart", "method_in_words": "the method in words",
         "cli": "commands", "pf": "guard", "nfs": "NFS", "results_schema": "files"}


def titled(text, name):
    found = re.search(r"^# (.+)$", text, re.M)
    return found.group(1) if found else name


def gallery(source, out):
    text = ["# Gallery\n"]
    studies = sorted((source / "results" / "published").glob("*/"), reverse=True)
    for study in studies:
        shutil.copytree(study, out / "published" / study.name, dirs_exist_ok=True)
        text.append(f"## {study.name}\n")
        if (study / "report.html").exists():
            text.append(f"[The page](published/{study.name}/report.html), which holds every sample.\n")
        for picture in sorted(study.glob("**/*.svg")):
            place = picture.relative_to(study).as_posix()
            text.append(f"![{picture.stem.replace('_', ' ')}](published/{study.name}/{place})\n")
    if not studies:
        text.append("Nothing is published yet; `scripts/run` leaves a page of your own in `out/report.html`.\n")
    text.append("How to read them: [reading_charts.md](reading_charts.md).\n")
    return "\n".join(text)


def studies_in_words(source):
    """The page of each study that is a text of its own, by name, with links that lead into its folder."""
    texts = {}
    for study in sorted((source / "results" / "published").glob("*/study.json")):
        text = (study.parent / "README.md").read_text()
        texts[study.parent.name] = re.sub(r"\]\((?![a-z]+:|\.\./|#)", f"](published/{study.parent.name}/", text)
    return texts


def relinked(body, pages, out):
    """Links to Markdown become links to pages; links to files outside of the site become plain text."""
    def one(match):
        target, words = match.group(1), match.group(2)
        if re.match(r"[a-z]+:|#", target):
            return match.group(0)
        path, _, anchor = target.partition("#")
        name = pathlib.PurePosixPath(path)
        if name.suffix == ".md" and name.stem in pages and len(name.parts) <= 2:
            return f'<a href="{name.stem}.html{"#" + anchor if anchor else ""}">{words}</a>'
        return match.group(0) if (out / path).is_file() else f"<code>{words}</code>"
    return re.sub(r'<a href="([^"]*)">(.*?)</a>', one, body, flags=re.S)


def dead_links(out):
    dead = []
    for page in sorted(out.glob("*.html")):
        text = page.read_text()
        for target in re.findall(r'(?:href|src)="([^"#]*)(?:#[^"]*)?"', text):
            if target and not re.match(r"[a-z]+:", target) and not (out / html.unescape(target)).is_file():
                dead.append(f"{page.name}: {target}")
    return dead


def main():
    source, out = map(pathlib.Path, sys.argv[1:])
    out.mkdir(parents=True, exist_ok=True)
    index = (source / "README.md").read_text().replace("](results/published/", "](published/")
    texts = studies_in_words(source)
    for name in texts:
        index = index.replace(f"](published/{name}/README.md)", f"]({name}.html)")
    index = re.sub(r"\]\((published/[^)]*)/README\.md\)", r"](\1/report.html)", index)
    texts = {"index": index, "gallery": gallery(source, out), **texts}
    for file in sorted((source / "docs").glob("*.md")):
        texts[file.stem] = file.read_text()
    names = [name for name in ORDER if name in texts] + sorted(set(texts) - set(ORDER))
    for name, text in texts.items():
        links = [f'<a href="{other}.html"{" aria-current=page" if other == name else ""}>'
                 f"{NAMES.get(other, other)}</a>" for other in names]
        body = markdown.markdown(text, extensions=["tables", "fenced_code", "toc", "sane_lists", "md_in_html"])
        body = re.sub(r"<table>.*?</table>", r'<div class="scroll" tabindex="0">\g<0></div>', body, flags=re.S)
        (out / f"{name}.html").write_text(PAGE.format(
            title=html.escape(titled(text, name)), navigation=" ".join(links), body=relinked(body, texts, out)))
    shutil.copy(source / "docs" / "site" / "site.css", out / "site.css")
    dead = dead_links(out)
    print("\n".join(dead + [f"{len(texts)} pages in {out}"]))
    sys.exit(1 if dead else 0)


if __name__ == "__main__":
    main()
