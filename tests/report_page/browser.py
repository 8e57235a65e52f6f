# SPDX-License-Identifier: Apache-2.0
"""A headless Chromium without a network, told what to do through its DevTools protocol over two pipes."""

import base64
import fcntl
import json
import os
import select
import shutil
import signal
import tempfile
import time

from bench_parts.pixels import parse_png

FLAGS = ("--headless", "--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--remote-debugging-pipe",
         "--force-color-profile=srgb", "--hide-scrollbars", "--no-first-run", "--disable-dev-shm-usage", "--disable-crash-reporter",
         "--force-prefers-reduced-motion")
PATIENCE_SECONDS = 60
# Chromium's numbers of keys that do something without a text.
KEY_NUMBERS = {"ArrowLeft": 37, "ArrowUp": 38, "ArrowRight": 39, "ArrowDown": 40, "Home": 36, "End": 35}
SHIFT = 8


class Browser:
    """One page in a window of width x height pixels."""

    def __init__(self, program, width, height):
        self.folder = tempfile.mkdtemp()
        command_end, self.commands = (fcntl.fcntl(end, fcntl.F_DUPFD_CLOEXEC, 10) for end in os.pipe())
        self.answers, answer_end = (fcntl.fcntl(end, fcntl.F_DUPFD_CLOEXEC, 10) for end in os.pipe())
        log = os.path.join(self.folder, "log")
        environment = {**os.environ, "HOME": self.folder}
        self.process = os.posix_spawn(
            program, [program, *FLAGS, f"--user-data-dir={self.folder}/profile", "about:blank"], environment, setpgroup=0,
            file_actions=[(os.POSIX_SPAWN_OPEN, 2, log, os.O_WRONLY | os.O_CREAT, 0o600), (os.POSIX_SPAWN_DUP2, 2, 1),
                          (os.POSIX_SPAWN_DUP2, command_end, 3), (os.POSIX_SPAWN_DUP2, answer_end, 4)])
        os.close(command_end)
        os.close(answer_end)
        self.unread, self.number, self.session, self.requests, self.complaints = b"", 0, None, [], []
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Network"):
            self.call(domain + ".enable")
        self.call("Network.emulateNetworkConditions", offline=True, latency=0, downloadThroughput=0, uploadThroughput=0)
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)

    def close(self):
        os.killpg(self.process, signal.SIGKILL)
        os.waitpid(self.process, 0)
        shutil.rmtree(self.folder, ignore_errors=True)

    def read_message(self):
        end = time.monotonic() + PATIENCE_SECONDS
        while b"\0" not in self.unread:
            ready, _, _ = select.select([self.answers], [], [], max(0, end - time.monotonic()))
            part = os.read(self.answers, 1 << 20) if ready else b""
            if not part:
                with open(os.path.join(self.folder, "log"), encoding="utf-8", errors="replace") as log:
                    raise RuntimeError("Chromium does not answer: " + log.read()[-2000:])
            self.unread += part
        message, self.unread = self.unread.split(b"\0", 1)
        return json.loads(message)

    def call(self, method, **parameters):
        self.number += 1
        command = {"id": self.number, "method": method, "params": parameters}
        if self.session:
            command["sessionId"] = self.session
        os.write(self.commands, json.dumps(command).encode() + b"\0")
        while True:
            message = self.read_message()
            if message.get("method") == "Network.requestWillBeSent":
                self.requests.append(message["params"]["request"]["url"])
            elif message.get("method") in ("Runtime.exceptionThrown", "Runtime.consoleAPICalled"):
                self.complaints.append(json.dumps(message["params"]))
            elif message.get("id") == self.number:
                if "error" in message:
                    raise RuntimeError(f"{method}: {message['error']}")
                return message["result"]

    def evaluate(self, expression):
        """The value of a JavaScript expression; promises are waited for."""
        answer = self.call("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in answer:
            raise RuntimeError(f"{expression}: {answer['exceptionDetails']}")
        return answer["result"].get("value")

    def open(self, path, is_ready):
        """Loads a file and waits until the expression is true."""
        self.requests.clear()
        self.complaints.clear()
        self.call("Page.navigate", url="file://" + path)
        end = time.monotonic() + PATIENCE_SECONDS
        while not self.evaluate(f"location.href === {json.dumps('file://' + path)} && {is_ready}"):
            if time.monotonic() > end or self.complaints:
                raise RuntimeError(f"{path} does not get ready: {self.complaints or self.evaluate('document.body.innerText')}")
            time.sleep(0.02)

    def press(self, key, shift=False, until_released=None):
        """Presses a key, calls `until_released`, if given, and releases the key."""
        text = {"text": key} if len(key) == 1 else {"windowsVirtualKeyCode": KEY_NUMBERS[key]}
        common = {"key": key, "modifiers": SHIFT if shift else 0}
        self.call("Input.dispatchKeyEvent", type="keyDown", **common, **text)
        result = until_released() if until_released else None
        self.call("Input.dispatchKeyEvent", type="keyUp", **common)
        return result

    def mouse(self, kind, x, y, **more):
        self.call("Input.dispatchMouseEvent", type=kind, x=x, y=y, **more)

    def drag(self, start, end):
        self.mouse("mouseMoved", *start)
        self.mouse("mousePressed", *start, button="left", buttons=1, clickCount=1)
        self.mouse("mouseMoved", *end, button="left", buttons=1)
        self.mouse("mouseReleased", *end, button="left", clickCount=1)

    def wait_for_frame(self):
        """Until what was done has been seen by the page, and what that wanted to be drawn has been."""
        self.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(0))))")

    def screenshot(self):
        """What the window shows, as texels."""
        self.wait_for_frame()
        return parse_png("screenshot", base64.b64decode(self.call("Page.captureScreenshot", format="png")["data"]))
