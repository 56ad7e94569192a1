#!/usr/bin/env python3
"""Fuzzes the API of a running installation from its own description, as nobody and as each role in turn.

Usage: fuzz_api.py BASE_URL [--examples N] EMAIL... < PASSWORD
       fuzz_api.py http://127.0.0.1:8080 admin@example.org register@example.org wahlvorstand@example.org \\
           veroeffentlichung@example.org pruefung@example.org geschaeftsstelle@example.org < password

It needs schemathesis (python3 -m venv fuzz && fuzz/bin/pip install schemathesis; put fuzz/bin into PATH). It writes whatever the
roles may write, so run it against a demonstration (`mandat demo`), or against a database of its own on PostgreSQL; it is not part
of tests/run. The password is the one that the demonstration prints: all of its accounts have the same.

What must never come: a 5xx, a status, content type, header or answer that the description does not name. A 503 that the
description names (the hashing queue is full) counts as an answer; so `not_a_server_error` is asked to allow it. Exit code 1 when
one of the runs finds something.
"""

import argparse
import json
import pathlib
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request

CHECKS = [
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
    "unsupported_method",
    "allow_header_conformance",
]

# What ends the caller's own token would leave the rest of the run with 401 alone.
ENDS_THE_RUN = ["sign_out_everywhere", "change_password", "revoke_token", "disable_account", "dismiss"]

CONFIG = """
[checks.not_a_server_error]
expected-statuses = ["2xx", "3xx", "4xx", 503]
"""


def token(base, email, password):
    document = json.dumps({"email": email, "password": password, "name": "fuzz"}).encode()
    request = urllib.request.Request(f"{base}/api/v1/tokens", document, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request) as answer:
        return json.load(answer)["token"]


def fuzz(base, who, held, examples, folder):
    """Runs schemathesis once, and says whether it found nothing."""
    print(f"\n=== {who}", flush=True)
    config = pathlib.Path(folder, "schemathesis.toml")
    config.write_text(CONFIG)
    command = ["schemathesis", "--config-file", str(config), "run", f"{base}/api/v1/openapi.json"]
    command += ["--checks", ",".join(CHECKS), "--max-examples", str(examples), "--continue-on-failure", "--no-shrink"]
    command += ["--suppress-health-check", "all", "--warnings", "off", "--phases", "examples,coverage,fuzzing"]
    if held:
        command += ["--header", f"Authorization:Bearer {held}"]
        for operation in ENDS_THE_RUN:
            command += ["--exclude-operation-id", operation]
    return subprocess.run(command, cwd=folder).returncode == 0


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("base")
    options.add_argument("email", nargs="*")
    options.add_argument("--examples", type=int, default=20, help="generated requests for each operation (default 20)")
    given = options.parse_intermixed_args()
    base = given.base.rstrip("/")
    password = sys.stdin.readline().strip()
    try:
        held = {email: token(base, email, password) for email in given.email}
    except urllib.error.HTTPError as refused:
        sys.exit(f"signing in: {refused.read().decode()}")
    with tempfile.TemporaryDirectory() as folder:
        runs = [fuzz(base, who, t, given.examples, folder) for who, t in [("nobody", None), *held.items()]]
    sys.exit(0 if all(runs) else 1)


if __name__ == "__main__":
    main()
