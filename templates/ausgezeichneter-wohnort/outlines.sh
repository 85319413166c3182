#!/usr/bin/env bash
# Makes outlines.geojson from the full outlines of municipalities (GeoJSON with `ags` and `name`).
# Simplifies borders, not shapes: neighbours keep the same line, so there is neither gap nor overlap.
#
#   outlines.sh FULL.geojson        needs Node.js; fetches mapshaper from npm
set -euo pipefail
full=$(realpath "$1")
cd "$(dirname "$0")"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
mapshaper() { npx --yes mapshaper@0.7.70 "$@"; }

# The source was rounded, so some borders do not meet; what lies closer than 30 m is one point.
mapshaper -i "$full" snap snap-interval=0.0004 -clean gap-fill-area=0.5km2 sliver-control=1 \
  -simplify weighted percentage=20% keep-shapes -clean \
  -filter-islands min-area=0.05km2 \
  -filter-fields ags,name \
  -o "$scratch/areas.geojson" precision=0.0001
mapshaper -i "$scratch/areas.geojson" -each 'district = ags.slice(0, 5)' -dissolve district \
  -o "$scratch/districts.geojson" precision=0.0001
python3 - "$scratch" <<'PYTHON'
import json, sys
areas = json.load(open(f"{sys.argv[1]}/areas.geojson"))["features"]
districts = json.load(open(f"{sys.argv[1]}/districts.geojson"))["features"]
areas.sort(key=lambda feature: feature["properties"]["ags"])
outlines = {
    "type": "FeatureCollection",
    "attribution": "© GeoBasis-DE / BKG (2017), Daten verändert",
    "licence": "https://www.gesetze-im-internet.de/geonutzv/",
}
with open("outlines.geojson", "w", encoding="utf-8") as out:
    lines = [json.dumps(f, ensure_ascii=False, separators=(",", ":")) for f in areas + districts]
    head = json.dumps(outlines, ensure_ascii=False, indent=1)[:-2]
    out.write(head + ',\n "features": [\n' + ",\n".join(lines) + "\n]}\n")
PYTHON
