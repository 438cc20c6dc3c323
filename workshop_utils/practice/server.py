"""The practice model as a server on a thread of this process: start(), and it answers at .base_url until stop()."""

import asyncio
import atexit
import contextlib
import errno
import ipaddress
import threading
import time

import tornado.httpserver
import tornado.netutil
import tornado.web

from .faults import FaultPlan

_MAX_READ_BYTES = 2**30  # an oversize body is read to its end, up to here, so that its sender can read the answer
_running = []
_warming_up = []


class PortInUse(OSError):
    """Another program listens on the port."""


class Server:
    """A running practice model. Stopped by stop(), or with the process."""

    def __init__(self, port, host, options):
        self.host, self.faults = host, FaultPlan()
        self._sockets, self._options = _listen(port, host), options
        self.port = self._sockets[0].getsockname()[1]
        self._is_up = threading.Event()
        self._thread = threading.Thread(target=self._run, name="practice-model", daemon=True)
        self._thread.start()

    @property
    def base_url(self) -> str:
        """Where clients find it: OpenAI(base_url=...)."""
        return f"http://{self._address}/v1"

    @property
    def websocket_base_url(self) -> str:
        """The same for WebSockets: OpenAI(websocket_base_url=...)."""
        return f"ws://{self._address}/v1"

    @property
    def _address(self) -> str:
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"

    def stop(self):
        """Close the port and end the thread. A second call does nothing."""
        if self in _running:
            _running.remove(self)
        self._is_up.wait(timeout=10)
        if self._thread.is_alive():
            with contextlib.suppress(RuntimeError):  # the loop closed by itself, at this very moment
                self._loop.call_soon_threadsafe(self._stop.set)
            self._thread.join(timeout=5)

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.stop()

    def __repr__(self):
        return f"<practice model at {self.base_url}>"

    def _run(self):
        # A selector loop of its own: tornado needs one on Windows, and the notebook's own loop stays free.
        # No asyncio.Runner: it ends its executor on a new thread, and at the end of a process there are no new threads.
        loop = asyncio.SelectorEventLoop()
        loop.set_exception_handler(_report)
        try:
            loop.run_until_complete(self._serve())
        except RuntimeError:
            if threading.main_thread().is_alive():
                raise
        finally:
            loop.close()

    async def _serve(self):
        # The port listens already: whoever connects while the endpoints are being imported waits that long.
        self._loop, self._stop = asyncio.get_running_loop(), asyncio.Event()
        self._is_up.set()
        try:
            http, engine = self._http_server()
        except BaseException:
            for socket in self._sockets:
                socket.close()
            raise
        warm_up = threading.Thread(target=engine.warm_up, name="practice-model-warm-up", daemon=True)
        _warming_up.append(warm_up)
        warm_up.start()
        await self._stop.wait()
        http.stop()
        await http.close_all_connections()
        left = asyncio.all_tasks() - {asyncio.current_task()}
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)

    def _http_server(self):
        from .api import routes
        from .api.engine import Engine

        engine = Engine(faults=self.faults, **self._options)
        application = tornado.web.Application(routes(), engine=engine, log_function=lambda handler: None)
        http = tornado.httpserver.HTTPServer(application, max_body_size=_MAX_READ_BYTES)
        http.add_sockets(self._sockets)
        return http, engine


def start(port=0, host="127.0.0.1", first_token_s=0.0, tokens_per_s=0, clock=time.time, new_id=None,
          today=None) -> Server:
    """Start a practice model on a thread of this process; it listens when this returns.

    Args:
        port: 0 lets the system choose
        host: a loopback address; the practice model is for this machine only
        first_token_s: seconds before it begins to answer
        tokens_per_s: how fast it then writes; 0 is at once
        clock: gives seconds since 1970
        new_id: gives an id for a prefix such as "resp_"; random by default
        today: the date that "tomorrow" is counted from; by default the clock's

    Raises:
        PortInUse: if another program listens on the port
        ValueError: if the host is not a loopback address
    """
    options = {"first_token_s": first_token_s, "tokens_per_s": tokens_per_s, "clock": clock, "new_id": new_id,
               "today": today}
    server = Server(port, host, options)
    _running.append(server)
    return server


def running() -> Server | None:
    """The practice model that was started last in this process and still runs."""
    return _running[-1] if _running else None


def _listen(port, host):
    if host != "localhost" and not ipaddress.ip_address(host).is_loopback:
        raise ValueError(f"The practice model listens on this machine only, not on {host}. Use host=\"127.0.0.1\".")
    try:
        return tornado.netutil.bind_sockets(port, host)
    except OSError as error:
        if error.errno not in (errno.EADDRINUSE, errno.EACCES):
            raise
        raise PortInUse(error.errno, f"Port {port} on {host} is in use by another program. "
                                     "Use port=0 to let the system choose, or stop that program.") from None


def _report(loop, context):
    """What a task left behind is said, but not while the process ends: then no thread can be had, and nobody waits."""
    if threading.main_thread().is_alive():
        loop.default_exception_handler(context)


@atexit.register
def _stop_all():
    for server in list(_running):
        server.stop()
    for thread in _warming_up:
        thread.join(timeout=10)  # a thread that the interpreter ends while it loads a library in C++ aborts the process
