#!/usr/bin/env python3
"""Writes run folders as deployed pipelines leave them, with invented content: the input of `tracker import`.

    generate_runs.py FOLDER [RUNS]

Each run has ten files: metadata.json, eight entities of which one is a picture, and one prompting step.
"""

import json
import os
import struct
import sys
import zlib
from datetime import datetime, timedelta
from random import Random

TEXTS = ["Eine Blume am Meer", "Ein Drache aus Papier", "Das Haus ohne Fenster", "Regen auf dem Dach"]


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def picture(seed):
    graph = json.dumps({"3": {"class_type": "KSampler", "inputs": {"seed": seed}}}).encode()
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", 64, 64, 8, 0, 0, 0, 0))
        + chunk(b"tEXt", b"prompt\0" + graph)
        + chunk(b"IDAT", zlib.compress(bytes(Random(seed).randbytes(65 * 64)), 1))
        + chunk(b"IEND", b"")
    )


def run(folder, number, random):
    start = datetime(2025, 1, 7, 8) + timedelta(minutes=7 * number)
    run_id = f"run_{int(start.timestamp() * 1000)}_{random.getrandbits(24):06x}"
    home = os.path.join(folder, start.strftime("%Y-%m-%d"), f"dev_{number % 30:012x}", run_id)
    os.makedirs(os.path.join(home, "final"))
    os.makedirs(os.path.join(home, "prompting_process"))
    text = random.choice(TEXTS)
    long_text = " ".join(random.choices(text.split(), k=120))
    seed = random.getrandbits(32)
    safe = {"safe": True, "method": "fast", "codes_checked": ["a"]}
    entities = [
        ("config_used", "json", {"name": "dada", "pipeline": "text_transformation"}, {}),
        ("input", "txt", text, {}),
        ("stage1_output", "txt", text, {}),
        ("safety", "json", safe, {}),
        ("interception", "txt", long_text, {"model_used": "model-a"}),
        ("safety_pre_output", "json", safe, {}),
        ("generation_prompt", "txt", long_text, {}),
        ("output_image", "png", picture(seed), {"config": "sd35_large", "backend": "comfyui", "seed": seed}),
    ]
    listed = []
    for place, (kind, extension, content, metadata) in enumerate(entities, 1):
        name = f"{place:02d}_{kind}.{extension}"
        if isinstance(content, dict):
            content = json.dumps(content)
        with open(os.path.join(home, "final", name), "wb") as out:
            out.write(content if isinstance(content, bytes) else content.encode())
        time = (start + timedelta(seconds=place)).isoformat()
        listed.append({"sequence": place, "type": kind, "filename": name, "timestamp": time, "metadata": metadata})
    with open(os.path.join(home, "prompting_process", "001_input.txt"), "w") as out:
        out.write(text[:8])
    step = {
        "sequence": 1,
        "type": "input",
        "filename": "prompting_process/001_input.txt",
        "timestamp": start.isoformat(),
        "metadata": {},
    }
    head = {
        "run_id": run_id,
        "timestamp": start.isoformat(),
        "config_name": "dada",
        "execution_mode": "eco",
        "safety_level": "kids",
        "user_id": "anonymous",
        "device_id": None,
        "entities": listed,
        "prompting_process": [step],
    }
    with open(os.path.join(home, "metadata.json"), "w") as out:
        json.dump(head, out, indent=2)


def main():
    folder = sys.argv[1]
    random = Random(1)
    for number in range(int(sys.argv[2]) if len(sys.argv) > 2 else 10_000):
        run(folder, number, random)


if __name__ == "__main__":
    main()
