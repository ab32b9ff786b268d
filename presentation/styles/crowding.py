"""Looks of queues in streets, by the number of people who wait: wider and darker, for a grey print, too."""

from typing import Final

from presentation.styles.looks import LineLook, Stroke

#: Least number of people of each class, from the longest queue down.
QUEUE_FROM: Final = (100, 30, 10, 1)
#: Looks of these classes.
QUEUES: Final = (
    LineLook("crowding.class.longest", (Stroke("#FFFFFF", 11.0), Stroke("#67000D", 9.0))),
    LineLook("crowding.class.long", (Stroke("#FFFFFF", 8.5), Stroke("#CB181D", 6.5))),
    LineLook("crowding.class.middle", (Stroke("#FFFFFF", 6.5), Stroke("#F08A3C", 4.5))),
    LineLook("crowding.class.short", (Stroke("#FFFFFF", 5.0), Stroke("#E0B000", 3.0))),
)
