"""Writes small PNG files of every colour type, and images.json with the RGBA pixels that they hold (straight alpha).

The writer is independent of the decoder under test: rows use all five filters in turn. Needs only the standard library.
"""
import json
import os
import struct
import zlib

WIDTH, HEIGHT = 7, 5
FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "Images")
PALETTE = [(i * 16, 255 - i * 16, (i * 40) % 256) for i in range(16)]
PALETTE_ALPHA = [255, 0, 128]


def chunk(kind, content):
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def pack(samples, depth):
    if depth == 16:
        return b"".join(struct.pack(">H", s) for s in samples)
    out, bits, count = bytearray(), 0, 0
    for s in samples:
        bits, count = bits << depth | s, count + depth
        if count == 8:
            out.append(bits)
            bits, count = 0, 0
    if count:
        out.append(bits << (8 - count))
    return bytes(out)


def paeth(a, b, c):
    p = a + b - c
    pa, pb, pc = abs(p - a), abs(p - b), abs(p - c)
    return a if pa <= pb and pa <= pc else b if pb <= pc else c


def filtered(rows, step):
    out, above = bytearray(), bytes(len(rows[0]))
    for number, row in enumerate(rows):
        kind = number % 5
        out.append(kind)
        for i, value in enumerate(row):
            left = row[i - step] if i >= step else 0
            corner = above[i - step] if i >= step else 0
            guess = [0, left, above[i], (left + above[i]) // 2, paeth(left, above[i], corner)][kind]
            out.append((value - guess) & 255)
        above = row
    return bytes(out)


def sample(x, y, channel, depth):
    return (x * 37 + y * 91 + channel * 53 + x * y * 7) % (1 << depth) if depth < 16 else (x * 9001 + y * 7919 + channel * 4001) % 65536


def image(name, color, depth, channels, interlaced=False, transparency=b""):
    def pixel(x, y):
        return [sample(x, y, c, depth) for c in range(channels)]

    passes = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)] if interlaced else [(0, 0, 1, 1)]
    raw = b""
    for x0, y0, dx, dy in passes:
        rows = [pack([s for x in range(x0, WIDTH, dx) for s in pixel(x, y)], depth) for y in range(y0, HEIGHT, dy)]
        if rows and rows[0]:
            raw += filtered(rows, max(1, channels * depth // 8))
    data = zlib.compress(raw)
    parts = [b"\x89PNG\r\n\x1a\n", chunk(b"IHDR", struct.pack(">IIBBBBB", WIDTH, HEIGHT, depth, color, 0, 0, int(interlaced)))]
    if color == 3:
        parts.append(chunk(b"PLTE", bytes(v for entry in PALETTE[:1 << min(4, depth)] for v in entry)))
    if transparency:
        parts.append(chunk(b"tRNS", transparency))
    parts += [chunk(b"IDAT", data[:10]), chunk(b"IDAT", data[10:]), chunk(b"IEND", b"")]
    with open(os.path.join(FOLDER, name + ".png"), "wb") as file:
        file.write(b"".join(parts))

    top = (1 << depth) - 1
    to8 = (lambda s: s >> 8) if depth == 16 else (lambda s: s * 255 // top)
    expected = []
    for y in range(HEIGHT):
        for x in range(WIDTH):
            s = pixel(x, y)
            if color == 3:
                alpha = PALETTE_ALPHA[s[0]] if transparency and s[0] < len(PALETTE_ALPHA) else 255
                expected += [*PALETTE[s[0]], alpha]
                continue
            alpha = to8(s[-1]) if color in (4, 6) else 255
            if transparency and struct.pack(">%dH" % channels, *s) == transparency:
                alpha = 0
            rgb = [to8(v) for v in (s[:3] if color in (2, 6) else [s[0]] * 3)]
            expected += [*rgb, alpha]
    return {"width": WIDTH, "height": HEIGHT, "rgba": expected}


if __name__ == "__main__":
    os.makedirs(FOLDER, exist_ok=True)
    images = {}
    for depth in (1, 2, 4, 8, 16):
        images["gray%d" % depth] = image("gray%d" % depth, 0, depth, 1)
    images["gray8_key"] = image("gray8_key", 0, 8, 1, transparency=struct.pack(">H", sample(3, 2, 0, 8)))
    images["rgb8"] = image("rgb8", 2, 8, 3)
    images["rgb16"] = image("rgb16", 2, 16, 3)
    images["rgb8_key"] = image("rgb8_key", 2, 8, 3, transparency=struct.pack(">3H", *[sample(3, 2, c, 8) for c in range(3)]))
    for depth in (1, 2, 4):
        images["palette%d" % depth] = image("palette%d" % depth, 3, depth, 1, transparency=bytes(PALETTE_ALPHA[:1 << depth]))
    images["gray_alpha8"] = image("gray_alpha8", 4, 8, 2)
    images["rgba8"] = image("rgba8", 6, 8, 4)
    images["rgba16"] = image("rgba16", 6, 16, 4)
    images["rgb8_interlaced"] = image("rgb8_interlaced", 2, 8, 3, interlaced=True)
    images["palette4_interlaced"] = image("palette4_interlaced", 3, 4, 1, interlaced=True)
    with open(os.path.join(os.path.dirname(FOLDER), "images.json"), "w") as file:
        file.write("{\n" + ",\n".join("%s: %s" % (json.dumps(k), json.dumps(v)) for k, v in images.items()) + "\n}\n")
    print("%d images" % len(images))
