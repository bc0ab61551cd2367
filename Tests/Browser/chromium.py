"""Headless Chromium, driven through a pipe: the DevTools protocol, with the standard library alone."""
import base64
import json
import os
import signal
import subprocess
import sys
import tempfile
import time


class Chromium:
    """A browser. Its command is in $CHROMIUM, or chromium."""

    def __init__(self, *options):
        ours, theirs = os.pipe(), os.pipe()

        def inherit():
            # The browser reads from 3 and writes to 4, whatever the numbers of the pipes are.
            read, write = os.dup(ours[0]), os.dup(theirs[1])
            os.dup2(read, 3)
            os.dup2(write, 4)

        self.profile = tempfile.TemporaryDirectory()
        self.process = subprocess.Popen(
            [os.environ.get("CHROMIUM", "chromium"), "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
             "--no-first-run", "--disable-background-networking", "--remote-debugging-pipe",
             "--user-data-dir=" + self.profile.name, *options],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, close_fds=False,
            preexec_fn=inherit)
        os.close(ours[0])
        os.close(theirs[1])
        self.input, self.output = os.fdopen(ours[1], "wb", buffering=0), os.fdopen(theirs[0], "rb")
        # A script that a time limit ends still ends its browser.
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
        self.last = 0
        self.pages = {}
        self.rest = b""

    def close(self):
        """Ends the browser."""
        self.process.kill()
        self.process.wait()
        try:
            self.profile.cleanup()
        except OSError:
            pass

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def send(self, method, session=None, **parameters):
        """Calls a method of the protocol and returns its result."""
        self.last += 1
        message = {"id": self.last, "method": method, "params": parameters}
        if session:
            message["sessionId"] = session
        data = json.dumps(message).encode() + b"\0"
        while data:
            data = data[self.input.write(data):]
        while True:
            answer = self.receive()
            if answer.get("id") == self.last:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']}")
                return answer["result"]

    def receive(self):
        """The next message; events go to their page."""
        while b"\0" not in self.rest:
            data = self.output.read1(1 << 20)
            if not data:
                raise RuntimeError("the browser is gone")
            self.rest += data
        data, self.rest = self.rest.split(b"\0", 1)
        message = json.loads(data)
        page = self.pages.get(message.get("sessionId"))
        if page and "method" in message:
            page.event(message["method"], message["params"])
        return message

    def page(self, width=1280, height=900, dark=False, forced=False, offline=True):
        """An empty page of a size, in light or dark mode, with forced colors or its own."""
        target = self.send("Target.createTarget", url="about:blank")["targetId"]
        session = self.send("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        page = Page(self, target, session)
        self.pages[session] = page
        for domain in ("Page", "Runtime", "Network", "Log"):
            page.send(domain + ".enable")
        page.send("Emulation.setFocusEmulationEnabled", enabled=True)
        if offline:
            page.send("Network.emulateNetworkConditions", offline=True, latency=0, downloadThroughput=-1, uploadThroughput=-1)
        page.send(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=width < 600)
        page.send("Emulation.setEmulatedMedia", features=[
            {"name": "prefers-color-scheme", "value": "dark" if dark else "light"},
            {"name": "forced-colors", "value": "active" if forced else "none"}])
        return page


class Page:
    """A page of the browser, with what it said and asked for since it was opened."""

    def __init__(self, browser, target, session):
        self.browser, self.target, self.session = browser, target, session
        self.errors, self.requests = [], []
        self.loaded = False

    def send(self, method, **parameters):
        """Calls a method of the protocol for this page."""
        return self.browser.send(method, self.session, **parameters)

    def event(self, method, parameters):
        """Notes an error, a request, or that the page is complete."""
        if method == "Runtime.exceptionThrown":
            self.errors.append(parameters["exceptionDetails"]["text"])
        elif method == "Runtime.consoleAPICalled":
            self.errors.append(" ".join(str(a.get("value", "")) for a in parameters["args"]))
        elif method == "Log.entryAdded":
            self.errors.append(parameters["entry"]["text"])
        elif method == "Network.requestWillBeSent":
            self.requests.append(parameters["request"]["url"])
        elif method == "Page.loadEventFired":
            self.loaded = True

    def open(self, address):
        """Opens an address or a file, and waits until all of it is there."""
        if "://" not in address:
            address = "file://" + os.path.abspath(address)
        self.loaded = False
        self.send("Page.navigate", url=address)
        while not self.loaded:
            self.browser.receive()

    def run(self, script):
        """The value of an expression; a promise is waited for."""
        answer = self.send("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        if "exceptionDetails" in answer:
            raise RuntimeError(answer["exceptionDetails"].get("exception", {}).get("description", "the script failed"))
        return answer["result"].get("value")

    def wait(self, condition, seconds=60):
        """Waits until an expression is true."""
        end = time.monotonic() + seconds
        while not self.run(condition):
            if time.monotonic() > end:
                raise RuntimeError("not reached: " + condition[:200])
            time.sleep(0.02)

    def press(self, key, modifiers=0):
        """Presses a key of the keyboard, as a person does."""
        text = {"Enter": "\r", " ": " "}.get(key, key if len(key) == 1 else "")
        codes = {"Tab": 9, "Enter": 13, " ": 32, "ArrowLeft": 37, "ArrowUp": 38, "ArrowRight": 39, "ArrowDown": 40,
                 "Home": 36, "End": 35}
        both = {"key": key, "code": "Space" if key == " " else key, "modifiers": modifiers,
                "windowsVirtualKeyCode": codes.get(key, 0)}
        self.send("Input.dispatchKeyEvent", type="keyDown" if text else "rawKeyDown", text=text, **both)
        self.send("Input.dispatchKeyEvent", type="keyUp", **both)

    def picture(self, path, whole=True, top=0, height=None):
        """Writes the page as a PNG."""
        size = self.send("Page.getLayoutMetrics")["cssContentSize"]
        clip = {"x": 0, "y": top, "width": size["width"], "height": height or size["height"] - top, "scale": 1}
        data = self.send("Page.captureScreenshot", captureBeyondViewport=whole, **({"clip": clip} if whole else {}))
        with open(path, "wb") as file:
            file.write(base64.b64decode(data["data"]))

    def printed(self):
        """The page as a PDF."""
        return base64.b64decode(self.send("Page.printToPDF", displayHeaderFooter=False)["data"])

    def close(self):
        """Closes the page."""
        self.browser.send("Target.closeTarget", targetId=self.target)
        del self.browser.pages[self.session]
