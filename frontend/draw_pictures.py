"""Draw the pictures of the Hương Khê case: flat figures in a hall, each with "ảnh mẫu" written into it.

Run ``python frontend/draw_pictures.py FONT``, where FONT is a TrueType file with Vietnamese letters, such as Debian's
DejaVuSans-Bold.ttf. The results are committed, so nobody needs the font to run Nếp Mới.
"""

import sys
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont, TiffImagePlugin

OUT = Path(__file__).parent.parent / "src" / "nepmoi" / "programmes" / "project8" / "case" / "pictures"
WIDTH, HEIGHT = 1600, 1067
FINE = 2  # drawn twice as large, then shrunk, for smooth edges

INK, RED, GREEN, RICE, INDIGO = "#1b2133", "#b5232b", "#2f6b4f", "#e8b33c", "#1f3465"
WALL, FLOOR, WOOD, DARK_WOOD, PAPER, WHITE = "#f1ecdf", "#ddd5c4", "#b98d5e", "#8f6a43", "#f8f5ee", "#ffffff"
CLOTHES = (INDIGO, RED, GREEN, "#7a7364", RICE, "#4a6aa8", "#8b4a6b")
SKIN = ("#e0b48f", "#d3a27a", "#c7936b", "#e8c19f")
HAIR = ("#1d1a1c", "#2c2421", "#3a302c", "#55504e")

Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Person:
    """A figure by the middle of its head, the head's radius and what it looks like."""

    x: float
    y: float
    head: float
    number: int
    back: bool = False


class Scene:
    """A picture under work, measured in the pixels of the finished one."""

    def __init__(self, font: Path) -> None:
        self.picture = Image.new("RGB", (WIDTH * FINE, HEIGHT * FINE), WALL)
        self.draw = ImageDraw.Draw(self.picture)
        self.font = font

    def box(self, box: Box, colour: str, radius: float = 0) -> None:
        """Fill a rectangle, with round corners when asked."""
        self.draw.rounded_rectangle([side * FINE for side in box], radius * FINE, fill=colour)

    def oval(self, box: Box, colour: str) -> None:
        """Fill an ellipse."""
        self.draw.ellipse([side * FINE for side in box], fill=colour)

    def shape(self, points: list[tuple[float, float]], colour: str) -> None:
        """Fill a polygon."""
        self.draw.polygon([(x * FINE, y * FINE) for x, y in points], fill=colour)

    def words(self, at: tuple[float, float], text: str, size: float, colour: str) -> None:
        """Write a line around its middle."""
        font = ImageFont.truetype(self.font, round(size * FINE))
        self.draw.text((at[0] * FINE, at[1] * FINE), text, font=font, fill=colour, anchor="mm")

    def person(self, who: Person) -> None:
        """Draw head, hair, neck and shoulders."""
        x, y, r, n = who.x, who.y, who.head, who.number
        cloth, skin, hair = CLOTHES[n % len(CLOTHES)], SKIN[n % len(SKIN)], HAIR[n % len(HAIR)]
        woman = n % 4 != 3  # three in four, as in most lists
        self.box((x - 1.9 * r, y + 1.25 * r, x + 1.9 * r, y + 4.6 * r), cloth, 1.5 * r)
        self.box((x - 1.9 * r, y + 3 * r, x + 1.9 * r, y + 4.6 * r), cloth)
        if woman:
            self.box((x - 1.15 * r, y - 0.6 * r, x + 1.15 * r, y + 1.9 * r), hair, 0.9 * r)
        self.box((x - 0.42 * r, y + 0.5 * r, x + 0.42 * r, y + 1.6 * r), skin, 0.3 * r)
        self.oval((x - 1.08 * r, y - 1.18 * r, x + 1.08 * r, y + 0.98 * r), hair)
        if who.back:
            if woman:
                self.box((x - 1.05 * r, y - 0.4 * r, x + 1.05 * r, y + 1.9 * r), hair, 0.8 * r)
            return
        self.oval((x - 0.88 * r, y - 0.72 * r, x + 0.88 * r, y + 1.02 * r), skin)
        if n % 5 == 2:  # now and then a brocade headscarf
            self.box((x - 1.12 * r, y - 1.2 * r, x + 1.12 * r, y - 0.5 * r), RED, 0.35 * r)
            self.lozenges(x - 0.9 * r, y - 0.85 * r, 0.45 * r, 4)

    def lozenges(self, x: float, y: float, size: float, count: int) -> None:
        """Draw a band of the brocade."""
        for step in range(count):
            middle = x + (step + 0.5) * size
            half = size / 2
            self.shape([(middle - half, y), (middle, y - half), (middle + half, y), (middle, y + half)], RICE)
            self.shape(
                [(middle - half / 2, y), (middle, y - half / 2), (middle + half / 2, y), (middle, y + half / 2)], INDIGO
            )

    def row(self, y: float, head: float, count: int, first: int, *, back: bool = False) -> None:
        """Draw people side by side over the whole width."""
        step = WIDTH / count
        for place in range(count):
            x = (place + 0.5) * step + (step / 9 if (place + first) % 2 else -step / 9)
            self.person(Person(x, y + (place * 7 + first) % 11, head, first + place * 3, back))

    def desk(self, top: float, height: float) -> None:
        """Draw a long table with papers, in front of whoever sits there."""
        self.box((40, top, WIDTH - 40, top + 26), WOOD, 6)
        self.box((60, top + 26, WIDTH - 60, top + height), DARK_WOOD)
        for place in range(7):
            x = 130 + place * 215
            self.shape([(x, top + 4), (x + 86, top + 4), (x + 98, top + 20), (x - 12, top + 20)], PAPER)

    def hall(self, floor: float) -> None:
        """Draw wall, windows and floor."""
        for x in (40, WIDTH - 250):
            self.box((x, 150, x + 210, 470), WHITE, 8)
            self.box((x + 14, 164, x + 196, 456), "#cfe0dc", 4)
            self.shape(
                [(x + 14, 420), (x + 80, 330), (x + 130, 390), (x + 196, 310), (x + 196, 456), (x + 14, 456)], "#86a894"
            )
            self.box((x + 99, 164, x + 111, 456), WHITE)
            self.box((x + 14, 300, x + 196, 312), WHITE)
        self.box((0, floor, WIDTH, HEIGHT), FLOOR)

    def curtain(self, lines: list[str], box: Box, colour: str) -> None:
        """Draw the backdrop with its words and a band of brocade under them."""
        left, top, right, bottom = box
        self.box(box, colour, 6)
        self.box((left, bottom - 34, right, bottom), RED)
        count = round((right - left) / 34)
        self.lozenges(left, bottom - 17, (right - left) / count, count)
        for number, line in enumerate(lines):
            size = 34 if number else 42
            self.words(((left + right) / 2, top + 62 + number * 64), line, size, RICE if number else WHITE)

    def finish(self) -> Image.Image:
        """Write the mark, shrink, and hand the picture over."""
        self.box((28, HEIGHT - 92, 288, HEIGHT - 28), WHITE, 10)
        self.box((28, HEIGHT - 92, 40, HEIGHT - 28), RED, 4)
        self.words((166, HEIGHT - 60), "ảnh mẫu", 40, INK)
        return self.picture.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)


def opening(scene: Scene) -> None:
    """Someone at a stand speaks to people seen from behind."""
    scene.hall(640)
    title = ["LỚP TẬP HUẤN", "Nâng cao năng lực lồng ghép giới", "Hương Khê, ngày 22 và 23 tháng 10 năm 2024"]
    scene.curtain(title, (300, 70, 1300, 400), INDIGO)
    scene.person(Person(800, 440, 42, 1))
    scene.shape([(690, 560), (910, 560), (880, 770), (720, 770)], DARK_WOOD)
    scene.box((672, 540, 928, 572), WOOD, 8)
    scene.box((770, 486, 778, 545), INK)
    scene.oval((760, 470, 788, 498), INK)
    for x in (560, 1040):
        scene.oval((x - 60, 640, x + 60, 760), GREEN)
        scene.box((x - 34, 730, x + 34, 800), RED, 8)
    scene.row(790, 36, 9, 4, back=True)
    scene.row(935, 42, 8, 2, back=True)


def topic(scene: Scene) -> None:
    """A trainer beside a screen; people at desks look at it."""
    scene.hall(600)
    scene.box((300, 80, 980, 440), INK, 8)
    scene.box((314, 94, 966, 426), WHITE, 4)
    scene.words((640, 150), "Kiến thức chung về", 40, INDIGO)
    scene.words((640, 204), "bình đẳng giới", 40, INDIGO)
    for number, length in enumerate((430, 510, 360)):
        scene.oval((380, 258 + number * 50, 396, 274 + number * 50), RED)
        scene.box((416, 258 + number * 50, 416 + length, 274 + number * 50), FLOOR, 6)
    scene.shape([(1062, 430), (1178, 430), (1216, 720), (1024, 720)], CLOTHES[1])
    scene.person(Person(1120, 300, 44, 8))
    scene.shape([(1000, 372), (1040, 352), (1062, 392), (1020, 408)], CLOTHES[1])
    scene.row(570, 38, 8, 3, back=True)
    scene.desk(690, 96)
    scene.row(800, 46, 7, 9, back=True)
    scene.desk(960, 120)


def group_work(scene: Scene) -> None:
    """Eight people around a table with big sheets of paper."""
    scene.hall(660)
    scene.box((560, 90, 1040, 420), WHITE, 6)
    scene.words((800, 150), "Nhóm 2", 44, RED)
    for number, length in enumerate((330, 380, 290, 350)):
        scene.box((620, 205 + number * 48, 620 + length, 221 + number * 48), FLOOR, 6)
    for place, x in enumerate((370, 590, 1010, 1230)):
        scene.person(Person(x, 440 + (20 if place in {1, 2} else 50), 50, place * 2 + 4))
    scene.person(Person(800, 420, 50, 6))
    scene.oval((200, 620, 1400, 960), DARK_WOOD)
    scene.oval((200, 596, 1400, 930), WOOD)
    scene.shape([(560, 700), (820, 660), (880, 760), (610, 810)], WHITE)
    scene.shape([(900, 690), (1120, 710), (1090, 820), (860, 790)], PAPER)
    for x, y in ((630, 720), (650, 755), (940, 725), (935, 760)):
        scene.box((x, y, x + 150, y + 9), "#c9bfa9", 4)
    for x, y, colour in ((480, 720, GREEN), (1180, 730, RED), (520, 830, INDIGO)):
        scene.oval((x, y, x + 46, y + 40), colour)
    for place, x in enumerate((300, 620, 980, 1300)):
        scene.person(Person(x, 830 + (40 if place in {1, 2} else 0), 62, place * 3 + 2, back=True))


def whole_class(scene: Scene, lines: list[str], colour: str) -> None:
    """Rows of people who look at us, under a banner."""
    scene.hall(560)
    scene.curtain(lines, (280, 50, 1320, 146 + 64 * len(lines)), colour)
    scene.row(420, 32, 12, 5)
    scene.row(545, 36, 11, 2)
    scene.row(690, 42, 11, 8)
    scene.row(855, 50, 10, 11)


def class_2024(scene: Scene) -> None:
    """The class of 2024 as a group."""
    whole_class(scene, ["LỚP TẬP HUẤN", "Nâng cao năng lực lồng ghép giới năm 2024"], RED)


def class_2022(scene: Scene) -> None:
    """The class of 2022, smaller, under a green banner."""
    whole_class(scene, ["LỚP TẬP HUẤN NĂM 2022", "Kiến thức bình đẳng giới"], GREEN)


def experience_2023(scene: Scene) -> None:
    """Someone stands and tells; others turn to her."""
    scene.hall(620)
    scene.curtain(["LỚP TẬP HUẤN NĂM 2023", "Chia sẻ cách làm của các bản"], (300, 70, 1300, 300), GREEN)
    scene.row(430, 34, 8, 6)
    scene.desk(560, 80)
    scene.shape([(740, 600), (860, 600), (910, 860), (690, 860)], CLOTHES[0])
    scene.person(Person(800, 400, 54, 7))
    scene.box((846, 480, 862, 570), INK, 4)
    scene.oval((836, 450, 872, 490), INK)
    scene.row(690, 44, 8, 1, back=True)
    scene.row(870, 54, 7, 5, back=True)


def camera() -> Image.Exif:
    """What a phone writes into a picture: its model, the time and the place, so that taking it out can be tried."""
    exif = Image.Exif()
    exif[0x010F], exif[0x0110] = "Sample", "Sample Camera 1"
    exif[0x0132] = "2024:10:22 08:12:00"
    exif.get_ifd(0x8769)[0x9003] = "2024:10:22 08:12:00"
    ratio = TiffImagePlugin.IFDRational
    gps = exif.get_ifd(0x8825)
    gps[1], gps[2] = "N", (ratio(18), ratio(10), ratio(36))
    gps[3], gps[4] = "E", (ratio(105), ratio(42), ratio(0))
    return exif


SCENES = {
    "2022-class.jpg": class_2022,
    "2023-experience.jpg": experience_2023,
    "2024-opening.jpg": opening,
    "2024-topic.jpg": topic,
    "2024-group-work.png": group_work,
    "2024-class.jpg": class_2024,
}


def main() -> None:
    """Draw all of them."""
    OUT.mkdir(parents=True, exist_ok=True)
    for name, paint in SCENES.items():
        scene = Scene(Path(sys.argv[1]))
        paint(scene)
        picture = scene.finish()
        if name.endswith(".png"):
            picture.quantize(128, dither=Image.Dither.NONE).save(OUT / name, optimize=True)
        elif name == "2024-opening.jpg":
            picture.save(OUT / name, quality=80, optimize=True, exif=camera())
        else:
            picture.save(OUT / name, quality=80, optimize=True)


if __name__ == "__main__":
    main()
