# What a report does in a real browser, which no other test can say: Debian's Chromium opens the file.
"""Opens pages in headless Chromium and holds them against what a page promises.

usage: page_browser.py AXE.js SCREENSHOTS PAGE.html...

Of every page: no console message above "info", no request but the file itself, every chart drawn, no
violation of axe-core, no sideways scrolling at 360 px. Of the first two also: no violation in dark colours
and at 360 px. Of the first also: switching
baseline, workloads, scale and theme, saving the run file, printing on two pages. Pictures are left in
SCREENSHOTS. Exit 1 with a line for each broken promise.
"""
import base64
import json
import pathlib
import re
import sys
import time

from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import Select

broken = []


def check(holds, what):
    if not holds:
        broken.append(what)


def browser():
    options = webdriver.ChromeOptions()
    for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
                     "--disable-dev-shm-usage", "--force-device-scale-factor=1"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    options.binary_location = "/usr/bin/chromium"
    service = webdriver.ChromeService(executable_path="/usr/bin/chromedriver") if hasattr(
        webdriver, "ChromeService") else None
    if service is None:
        from selenium.webdriver.chrome.service import Service
        service = Service("/usr/bin/chromedriver")
    return webdriver.Chrome(service=service, options=options)


def resize(driver, width, height=900):
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride",
                           {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False})


def wait(driver, script, seconds=30):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if driver.execute_script("return " + script):
            return True
        time.sleep(0.05)
    return False


def settle(driver):
    """After a control was used: the queue of drawings is empty."""
    driver.set_script_timeout(30)
    driver.execute_async_script("const done = arguments[0]; sharebench.idle().then(() => done());")


def requests(driver, page):
    seen = []
    for entry in driver.get_log("performance"):
        message = json.loads(entry["message"])["message"]
        if message["method"] != "Network.requestWillBeSent":
            continue
        url = message["params"]["request"]["url"]
        if url != page and not url.startswith(("data:", "blob:", "about:", "chrome://")):
            seen.append(url)
    return seen


def picture(driver, file):
    size = driver.execute_cdp_cmd("Page.getLayoutMetrics", {})["cssContentSize"]
    shot = driver.execute_cdp_cmd("Page.captureScreenshot", {
        "captureBeyondViewport": True,
        "clip": {"x": 0, "y": 0, "width": size["width"], "height": min(size["height"], 6000), "scale": 1}})
    file.write_bytes(base64.b64decode(shot["data"]))


def axe(driver, source, name):
    driver.execute_script(source)
    driver.set_script_timeout(60)
    result = driver.execute_async_script(
        "const done = arguments[0]; axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa',"
        " 'best-practice']}).then(r => done(r.violations.map(v => v.id + ': ' + v.nodes[0].html.slice(0, 200)"
        " + ' ' + (v.nodes[0].failureSummary || '').slice(0, 300))));")
    for violation in result:
        broken.append(f"{name}: axe-core: {violation}")


def drawn(driver):
    return driver.execute_script(
        "return [...document.querySelectorAll('.chart')].map(c => [c.id, !!c.querySelector('svg path, svg line, svg rect'),"
        " c.dataset.drawn || '', c.scrollWidth])")


def theme(driver, name):
    Select(driver.find_element(By.ID, "theme")).select_by_value(name)
    settle(driver)


def opened(driver, file, axe_source, shots, schemes):
    """Draws a page as wide as a screen and a telephone; the first of `schemes` in both, others wide."""
    page = file.resolve().as_uri()
    name = file.stem
    resize(driver, 1440)
    driver.get(page)
    check(wait(driver, "document.documentElement.dataset.ready === 'yes'"), f"{name}: not ready after 30 s")
    settle(driver)
    for chart, has_marks, _, _ in drawn(driver):
        check(has_marks, f"{name}: {chart} is not drawn")
    for scheme in reversed(schemes):
        theme(driver, scheme)
        check(all(how.startswith(scheme) for _, _, how, _ in drawn(driver)), f"{name}: a chart is not {scheme}")
        axe(driver, axe_source, f"{name}, {scheme}")
        picture(driver, shots / f"{name}-1440-{scheme}.png")
    resize(driver, 360)
    time.sleep(0.2)
    settle(driver)
    width = driver.execute_script("return document.documentElement.scrollWidth")
    check(width <= 360, f"{name}: {width} px wide on a screen of 360")
    for chart, has_marks, _, _ in drawn(driver):
        check(has_marks, f"{name}: {chart} is not drawn at 360 px")
    if len(schemes) > 1:
        axe(driver, axe_source, f"{name}, 360 px")
    picture(driver, shots / f"{name}-360-{schemes[0]}.png")
    theme(driver, "system")
    resize(driver, 1440)
    time.sleep(0.2)
    settle(driver)


def answers_controls(driver, name):
    """Baseline, workloads and scale change what is drawn, and back."""
    first = drawn(driver)
    html = "return [...document.querySelectorAll('.chart')].map(c => c.innerHTML).join()"
    before = driver.execute_script(html)
    chosen = driver.find_elements(By.ID, "baseline")
    check(chosen, f"{name}: no baseline to choose")
    if chosen:
        select = Select(chosen[0])
        select.select_by_index(1)
        settle(driver)
        check(driver.execute_script(html) != before, f"{name}: another baseline changes nothing")
        check(driver.find_element(By.ID, "explore").is_displayed(), f"{name}: exploring is not said")
        select.select_by_index(0)
        settle(driver)
        check(driver.execute_script(html) == before, f"{name}: the first baseline does not come back")
    boxes = driver.find_elements(By.NAME, "workload")
    if len(boxes) > 1:
        boxes[0].click()
        settle(driver)
        after = driver.execute_script(html)
        check(len(after) < len(before), f"{name}: a workload less draws no less")
        boxes[0].click()
        settle(driver)
    for scale in ("linear", "logarithmic"):
        driver.find_element(By.CSS_SELECTOR, f"input[name=scale][value={scale}]").click()
        settle(driver)
        for chart, has_marks, how, _ in drawn(driver):
            check(has_marks and how.endswith(scale), f"{name}: {chart} is not drawn {scale}")
    driver.find_element(By.CSS_SELECTOR, "input[name=scale][value='as drawn']").click()
    settle(driver)
    check(len(drawn(driver)) == len(first), f"{name}: charts were lost")
    check(driver.execute_script(html) == before, f"{name}: the first picture does not come back")


def hovers(driver, name):
    """A mark under the pointer tells its figure and n."""
    from selenium.webdriver import ActionChains
    marks = driver.find_elements(By.CSS_SELECTOR, ".chart .mark-symbol path")
    shown = False
    for mark in marks[:40]:
        if mark.value_of_css_property("opacity") == "0" or mark.get_attribute("opacity") == "0":
            continue
        driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", mark)
        ActionChains(driver).move_to_element(mark).perform()
        time.sleep(0.1)
        tip = driver.execute_script("const t = document.getElementById('vg-tooltip-element');"
                                    "return t && t.classList.contains('visible') ? t.textContent : ''")
        if re.search(r"\d", tip or ""):
            shown = True
            break
    check(shown or not marks, f"{name}: no mark tells its figure")


def saves(driver, name, run_file):
    driver.set_script_timeout(30)
    text = driver.execute_async_script(
        "const done = arguments[0]; sharebench.unpacked('run').then(b => b.text()).then(done)")
    saved, run = json.loads(text), json.loads(run_file.read_text())
    check(all(saved["samples"][name] == column for name, column in run["samples"].items() if name != "counters"),
          f"{name}: what it saves are other samples than those of the run file")


def prints(driver, name, shots, most):
    driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    pdf = base64.b64decode(driver.execute_cdp_cmd(
        "Page.printToPDF", {"printBackground": True, "preferCSSPageSize": True})["data"])
    (shots / f"{name}.pdf").write_bytes(pdf)
    pages = len(re.findall(rb"/Type\s*/Page\b", pdf))
    check(pages == most, f"{name}: prints on {pages} pages, not {most}")


def reachable_by_keyboard(driver, name):
    """Tab comes to every control, and the focus can be seen."""
    from selenium.webdriver.common.keys import Keys
    driver.execute_script("document.activeElement.blur(); scrollTo(0, 0)")
    seen = set()
    for _ in range(40):
        driver.switch_to.active_element.send_keys(Keys.TAB)
        seen.add(driver.execute_script("const e = document.activeElement; return e.id || e.name || e.tagName"))
    for wanted in ("baseline", "workload", "scale", "theme", "print"):
        check(wanted in seen, f"{name}: Tab does not come to {wanted}")


def main():
    axe_file, shots, *pages = map(pathlib.Path, sys.argv[1:])
    shots.mkdir(parents=True, exist_ok=True)
    axe_source = axe_file.read_text()
    driver = browser()
    try:
        for i, file in enumerate(pages):
            driver.get_log("browser")
            driver.get_log("performance")
            opened(driver, file, axe_source, shots, ["light", "dark"] if i < 2 else ["light"])
            if i == 0:
                answers_controls(driver, file.stem)
                hovers(driver, file.stem)
                reachable_by_keyboard(driver, file.stem)
                saves(driver, file.stem, file.with_suffix(".run.json"))
                prints(driver, file.stem, shots, 2)
            for line in driver.get_log("browser"):
                if line["level"] not in ("INFO", "DEBUG"):
                    broken.append(f"{file.stem}: console: {line['message'][:300]}")
            for url in requests(driver, file.resolve().as_uri()):
                broken.append(f"{file.stem}: it asked for {url}")
            check(not driver.execute_script("return window.hostile === true"), f"{file.stem}: text of the run was run")
    finally:
        driver.quit()
    for line in broken:
        print(line)
    print(f"{len(pages)} pages, {len(broken)} broken promises; pictures in {shots}")
    sys.exit(1 if broken else 0)


if __name__ == "__main__":
    main()
