"""A forked child process: no call blocks, the child ends cleanly, and a client of its own works."""

from __future__ import annotations

import subprocess
import sys
import textwrap

import pytest

PROGRAM = textwrap.dedent(
    """
    import http.server, json, os, sys, threading
    from invokeai_sdk import SyncInvokeAIClient
    from invokeai_sdk.errors import WrongProcessError

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            body = json.dumps({"version": "6.14.2"}).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    url = f"http://127.0.0.1:{server.server_port}"
    client = SyncInvokeAIClient.from_url(url)
    unused = SyncInvokeAIClient.from_url(url)
    assert client.app.version() == "6.14.2"
    child = os.fork()
    if child == 0:
        what = sys.argv[1]
        if what == "use":
            try:
                client.app.version()
            except WrongProcessError as error:
                assert "make a new client" in str(error)
            else:
                os._exit(1)
            client.close()
        elif what == "own":
            with SyncInvokeAIClient.from_url(url) as own:
                assert own.app.version() == "6.14.2"
        elif what == "unused":
            assert unused.app.version() == "6.14.2"
            unused.close()
        sys.exit(0)
    assert os.waitpid(child, 0)[1] == 0
    assert client.app.version() == "6.14.2"
    client.close()
    unused.close()
    """
)


@pytest.mark.parametrize("what", ["nothing", "use", "own", "unused"])
def test_a_forked_child_neither_hangs_nor_disturbs_its_parent(what):
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, what], capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
