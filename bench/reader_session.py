"""One reader of the dashboard without a browser: it asks for pages as a browser's script does."""

import time
from dataclasses import dataclass, field
from typing import Self
from urllib.parse import urlencode

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol

#: The page that has no name in the address.
FIRST_PAGE = "readiness"
_SUBPROTOCOL = Subprotocol("streamlit")
_TO_RUN_AGAIN = ForwardMsg.ScriptFinishedStatus.FINISHED_EARLY_FOR_RERUN


@dataclass(slots=True)
class ReaderSession:
    """A session of one reader, from ``opened``.

    Parameters
    ----------
    connection
        Connection to the server.
    pages
        Script hash of each page by its name in the address.
    page
        Name of the page that is shown.
    said
        Everything that the page says, as the server sent it.
    """

    connection: ClientConnection
    query: str
    pages: dict[str, str] = field(default_factory=dict)
    page: str = FIRST_PAGE
    said: bytes = b""

    @classmethod
    async def opened(cls, port: int, **query: str) -> Self:
        """Return the session of a reader who opens the first page with what an address chooses."""
        connection = await connect(
            f"ws://127.0.0.1:{port}/_stcore/stream", subprotocols=[_SUBPROTOCOL], max_size=None
        )
        session = cls(connection, urlencode(query))
        await session._run(ClientState(query_string=session.query, page_name=""))
        return session

    async def go(self, page: str) -> float:
        """Go to another page, and return how long it took until its script had ended [s].

        Raises
        ------
        RuntimeError
            When the page ended with an error.
        """
        begin = time.perf_counter()
        await self._run(ClientState(query_string=self.query, page_script_hash=self.pages[page]))
        seconds = time.perf_counter() - begin
        if f'data-page="{page}"'.encode() not in self.said:
            msg = f"{page} did not come to its end: {self.said[-2000:].decode('utf-8', 'replace')}"
            raise RuntimeError(msg)
        self.page = page
        return seconds

    async def close(self) -> None:
        """Leave."""
        await self.connection.close()

    async def _run(self, state: ClientState) -> None:
        await self.connection.send(BackMsg(rerun_script=state).SerializeToString())
        said = []
        async for raw in self.connection:
            message = ForwardMsg()
            message.ParseFromString(bytes(raw) if not isinstance(raw, str) else raw.encode())
            kind = message.WhichOneof("type")
            if kind == "navigation":
                self.pages = {
                    one.url_pathname or FIRST_PAGE: one.page_script_hash
                    for one in message.navigation.app_pages
                }
            elif kind == "page_info_changed":
                self.query = message.page_info_changed.query_string
            elif kind == "delta":
                said.append(message.SerializeToString())
            elif kind == "script_finished" and message.script_finished != _TO_RUN_AGAIN:
                break
        self.said = b"".join(said)
