"""Reconciles names of skills with the client `reconciler`, and one column as OpenRefine asks for it."""

import csv
import json
import sys
import time

import pandas
import requests
from reconciler import reconcile

address, names = sys.argv[1:]
service = f"{address}/reconcile/lv"

manifest = requests.get(service).json()
assert "0.2" in manifest["versions"], manifest["versions"]

with open(names, encoding="utf-8") as file:
    rows = [row for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)]
expected = {row["text"]: row["expected"] for row in rows}

# The client of other people's making: chunks of ten, form-encoded, the best candidate of each.
column = pandas.Series([text for text, id in expected.items() if id], name="prasme")
found = reconcile(column, type_id="esco:skill", top_res=1, reconciliation_endpoint=service)
missing = {"id", "name", "score", "match", "type", "input_value"} - set(found.columns)
assert not missing, f"the client misses {missing}"
first = {row.input_value: row.id for row in found.itertuples()}
right = sum(first.get(text) == id for text, id in expected.items() if id)
print(f"reconciler: {right} of {len(column)} first")
assert right >= 0.95 * len(column), "too few"

# A second column narrows: here the kind of record, which the client sends as a property.
narrowed = reconcile(
    pandas.Series(["Dalīšanās, izmantojot digitālās tehnoloģijas"]),
    property_mapping={"framework": pandas.Series(["digcomp-2.2"])},
    reconciliation_endpoint=service,
)
assert narrowed.iloc[0]["id"].startswith("digcomp-2.2/"), narrowed

# OpenRefine: batches as large as the manifest says, then new columns for what was taken.
texts = list(expected)
size = manifest["batchSize"]
start = time.monotonic()
taken = {}
for at in range(0, len(texts), size):
    chunk = texts[at : at + size]
    queries = {f"q{n}": {"query": text, "type": "esco:skill", "type_strict": "should"} for n, text in enumerate(chunk)}
    answer = requests.post(service, data={"queries": json.dumps(queries)}).json()
    for n, text in enumerate(chunk):
        best = answer[f"q{n}"]["result"][:1]
        if best and best[0]["match"]:
            taken[text] = best[0]["id"]
print(f"as OpenRefine: {len(taken)} of {len(texts)} taken without asking, {time.monotonic() - start:.2f} s")
wrong = {text: id for text, id in taken.items() if id != expected[text]}
assert len(wrong) <= 0.03 * len(taken), wrong
extension = {"ids": sorted(set(taken.values())), "properties": [{"id": "label"}, {"id": "uri"}, {"id": "collections"}]}
answer = requests.post(service, data={"extend": json.dumps(extension)}).json()
assert [meta["id"] for meta in answer["meta"]] == ["label", "uri", "collections"]
assert all(row["uri"][0]["str"].startswith("http://data.europa.eu/esco/skill/") for row in answer["rows"].values())
print(f"new columns for {len(answer['rows'])} records")
