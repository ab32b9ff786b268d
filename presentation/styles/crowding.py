"""Looks of queues in streets, by the number of people who wait: wider and darker, for a grey print, too."""

from typing import Final

from presentation.styles.looks import LineLook, Shape, SignLook, Stroke

#: Least number of people of each class, from the longest queue down.
QUEUE_FROM: Final = (100, 30, 10, 1)
#: Places before whose door people wait, by the same numbers: larger for more.
DOORS: Final = tuple(
    SignLook(f"crowding.door.{name}", Shape.SQUARE, fill, "#1A1A1A", radius, width=1.4, halo=True)
    for name, fill, radius in (
        ("longest", "#67000D", 10.0), ("long", "#CB181D", 8.0), ("middle", "#F08A3C", 6.5),
        ("short", "#E0B000", 5.0),
    )
)  # fmt: skip
#: Looks of these classes.
QUEUES: Final = (
    LineLook("crowding.class.longest", (Stroke("#FFFFFF", 11.0), Stroke("#67000D", 9.0))),
    LineLook("crowding.class.long", (Stroke("#FFFFFF", 8.5), Stroke("#CB181D", 6.5))),
    LineLook("crowding.class.middle", (Stroke("#FFFFFF", 6.5), Stroke("#F08A3C", 4.5))),
    LineLook("crowding.class.short", (Stroke("#FFFFFF", 5.0), Stroke("#E0B000", 3.0))),
)
