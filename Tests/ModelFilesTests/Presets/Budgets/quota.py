#!/usr/bin/env python3
"""Prints BotocoreQuota.swift: what botocore's own retry quota makes of a long course of failures.

Needs, from PyPI: botocore.

A client in standard mode, as it comes, talks to a server on this machine that follows a script: what an
attempt meets is a digit of a seeded course, and what the client has left of its quota is asked of it after
every call. Nothing is slept between attempts.
"""
import importlib.metadata
import os
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

time.sleep = lambda *_: None
os.environ.update(AWS_ACCESS_KEY_ID="x", AWS_SECRET_ACCESS_KEY="x", AWS_DEFAULT_REGION="us-east-1",
                  AWS_EC2_METADATA_DISABLED="true", AWS_CONFIG_FILE="/dev/null",
                  AWS_SHARED_CREDENTIALS_FILE="/dev/null")

import botocore.config
import botocore.exceptions
import botocore.retries.quota
import botocore.session

QUOTAS = []
NEXT = []
MET = [0]


class Watched(botocore.retries.quota.RetryQuota):
    def __init__(self, *arguments, **options):
        super().__init__(*arguments, **options)
        QUOTAS.append(self)


botocore.retries.quota.RetryQuota = Watched


class Scripted(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        meets = NEXT[MET[0]]
        MET[0] += 1
        if meets == "t":
            threading.Event().wait(0.3)
        body = b"<PublishResponse><PublishResult/></PublishResponse>"
        if meets != "s":
            body = b"<ErrorResponse><Error><Code>No</Code></Error></ErrorResponse>"
        self.send_response({"s": 200, "5": 500, "9": 429, "t": 500}[meets])
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


class Quiet(ThreadingHTTPServer):
    def handle_error(self, *_):
        pass


server = Quiet(("127.0.0.1", 0), Scripted)
threading.Thread(target=server.serve_forever, daemon=True).start()
session = botocore.session.get_session()
client = session.create_client(
    "sns", endpoint_url=f"http://127.0.0.1:{server.server_port}",
    config=botocore.config.Config(read_timeout=0.1, retries=dict(mode="standard")))

draw = [20261125]


def chance():
    draw[0] = (draw[0] * 6364136223846793005 + 1442695040888963407) % 2 ** 64
    return draw[0] / 2 ** 64


version = importlib.metadata.version("botocore")
lines = []
# Calm, an outage in which the quota runs out, and a recovery, each with failures of all three kinds.
for calls, failing in [(20, 0.3), (60, 0.9), (40, 0.2), (30, 0.7)]:
    for _ in range(calls):
        NEXT[:] = ["s" if chance() >= failing else "559t"[int(chance() * 4)] for _ in range(3)]
        MET[0] = 0
        try:
            client.publish(TopicArn="arn:aws:sns:us-east-1:1:x", Message="x")
        except (botocore.exceptions.ClientError, botocore.exceptions.ReadTimeoutError):
            pass
        lines.append(f'    .init("{"".join(NEXT)}", {MET[0]}, left: {QUOTAS[0].available_capacity}),')
assert len(QUOTAS) == 1
print(f"""// Printed by quota.py: a course of failures, and what is left of the quota of botocore {version}.
extension ScriptedCall {{
  static let botocore: [ScriptedCall] = [""")
print("\n".join(lines))
print("  ]")
print("}")
