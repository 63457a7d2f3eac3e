#!/usr/bin/env python3
"""Makes a log for benchmarks: generate_logs.py ITEMS FILE [SEED]

Item lines of whole executions, some 850 bytes each, in German, English and Chinese, as workshops write them: an input, a
translation, checks, passes of the interception, outputs. The same numbers give the same bytes.
"""

import datetime
import json
import random
import sys

GERMAN = (
    "eine kleine Eule sitzt auf dem Dach und zählt die Sterne während unten ein müder Bär den Honig sucht "
    "über den Wiesen liegt Nebel große Schiffe fahren durch die Straße der Träume bunte Fische hören Musik"
).split()
ENGLISH = (
    "a tall lighthouse made of glass stands in a meadow where paper boats float between clouds painted "
    "with soft pastel colours gentle morning light long shadows quiet mood wide angle"
).split()
CHINESE = "小船在月光下慢慢地穿过云海孩子们用彩色的纸折成鸟儿风把它们带到很远的山谷里"
SIGNS = ["🎈", "🐻", "🌙", "🚢", "🎵"]
CONFIGS = ["dada", "bauhaus", "surrealizer", "stillepost", "image_comparison", "music_generation"]
OUTPUTS = [
    ("output_image", "image", "sd35_large", "sd3.5_large", "png"),
    ("output_image", "image", "flux1_dev", "flux1-dev-fp8", "png"),
    ("output_image", "image", "gpt5_image", "gpt-5-image", "png"),
    ("output_music", "music", "acestep_music", "ace-step-v1", "mp3"),
    ("output_video", "video", "wan_video", "wan2.2", "mp4"),
]
WRITERS = [("translator", "gpt-oss:20b"), ("interceptor", "mistral-nemo"), ("guard", "llama-guard3")]


def text(rand):
    wanted = min(1400, max(60, int(rand.lognormvariate(5.95, 0.7))))
    kind = rand.random()
    parts = []
    length = 0
    while length < wanted:
        if kind < 0.5:
            part = rand.choice(GERMAN) + " "
        elif kind < 0.82:
            part = rand.choice(ENGLISH) + " "
        else:
            start = rand.randrange(len(CHINESE) - 6)
            part = CHINESE[start : start + rand.randint(2, 6)] + rand.choice(("，", "。", ""))
        if rand.random() < 0.02:
            part += rand.choice(SIGNS) + " "
        if rand.random() < 0.01:
            part += rand.choice(('"so" ', "\n"))
        parts.append(part)
        length += len(part)
    return "".join(parts)


def item(rand, number, count, outputs):
    """Returns an item's fields; the last ones of an execution are its outputs."""
    if number > count - outputs:
        kind, medium, config, model, ending = rand.choice(OUTPUTS)
        index = number - (count - outputs)
        metadata = {"seed": rand.getrandbits(32), "width": 1024, "height": 1024, "steps": rand.choice([20, 28, 40])}
        metadata["sha256"] = "%064x" % rand.getrandbits(256)
        fields = {"stage": 4, "output_config_index": index, "media_type": medium, "item_type": kind}
        return fields, None, f"run/{number}.{ending}", config, model, metadata
    config, model = rand.choice(WRITERS)
    if number == 1:
        kind, stage = "user_input_text", 1
    else:
        kind, stage = rand.choice(
            [("translation_result", 1), ("interception_iteration", 2), ("interception_result", 2), ("stage1_safety_check", 1)]
        )
    fields = {"stage": stage, "output_config_index": None, "media_type": "text", "item_type": kind}
    content = text(rand)
    if kind.endswith("check"):
        fields["media_type"] = "metadata"
        content = json.dumps({"safe": True, "score": round(rand.random(), 4)})
    return fields, content, None, config, model, {"tokens": rand.randint(20, 900), "temperature": 0.7, "safe": True}


def main():
    items, path = int(sys.argv[1]), sys.argv[2]
    rand = random.Random(int(sys.argv[3]) if len(sys.argv) > 3 else 11)
    clock = datetime.datetime(2025, 1, 7, 9)
    made = 0
    with open(path, "w", encoding="utf-8", newline="\n", buffering=1 << 20) as out:
        while made < items:
            clock += datetime.timedelta(seconds=rand.randint(5, 55))
            time = clock
            execution = f"run_{clock:%Y%m%d_%H%M%S}_{rand.getrandbits(32):08x}"
            config = rand.choice(CONFIGS)
            count = min(rand.randint(8, 14), max(8, items - made))
            outputs = rand.randint(1, 4)
            for number in range(1, count + 1):
                time += datetime.timedelta(microseconds=rand.randint(2000, 8000000))
                fields, content, file_path, used, model, metadata = item(rand, number, count, outputs)
                line = {"execution_id": execution, "config_name": config, "sequence_number": number}
                line["timestamp"] = time.isoformat(timespec="microseconds")
                line.update(fields)
                line["content"] = content
                line["file_path"] = file_path
                line["config_used"] = used
                line["model_used"] = model
                line["prompt_id"] = "%032x" % rand.getrandbits(128)
                line["metadata"] = metadata
                out.write(json.dumps(line, ensure_ascii=False) + "\n")
            made += count


if __name__ == "__main__":
    main()
