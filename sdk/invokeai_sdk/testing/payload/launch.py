# mypy: ignore-errors
"""Launcher of InvokeAI on a bound socket; the server ends when the owner of the lifeline ends.

    python launch.py --socket FD [--discard DIR] -- [arguments of invokeai-web]

Standard input is the lifeline: the owner holds the other end of the pipe and never writes. When the owner ends, even by
a crash, the pipe closes, and this process removes DIR and kills its own process group.
"""

import argparse
import os
import shutil
import signal
import socket
import sys
import threading


def _end_with_owner(discard):
    while os.read(0, 4096):
        pass
    if discard:
        shutil.rmtree(discard, ignore_errors=True)
    if os.getpgrp() == os.getpid():
        os.killpg(os.getpid(), signal.SIGKILL)
    os.kill(os.getpid(), signal.SIGKILL)


def _main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--socket", type=int, required=True, metavar="FD")
    parser.add_argument("--discard", metavar="DIR")
    parser.add_argument("arguments", nargs="*")
    options = parser.parse_args()
    threading.Thread(target=_end_with_owner, args=(options.discard,), name="lifeline", daemon=True).start()

    import uvicorn

    listener = socket.socket(fileno=options.socket)
    serve = uvicorn.Server.serve

    # InvokeAI uses the next free port if its own is in use. A socket that is bound beforehand guarantees the port.
    def serve_on_listener(self, sockets=None):
        return serve(self, sockets=[listener])

    uvicorn.Server.serve = serve_on_listener
    sys.argv = ["invokeai-web", *options.arguments]
    from invokeai.app.run_app import run_app

    run_app()


_main()
