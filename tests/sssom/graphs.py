"""Reads a graph in Turtle and in JSON-LD: both must be the same, and keep what SKOS asks."""

import sys

from rdflib import Graph
from rdflib.compare import to_isomorphic
from rdflib.namespace import RDF, SKOS

turtle, json_ld = (Graph().parse(path) for path in sys.argv[1:3])
wrong = []
if to_isomorphic(turtle) != to_isomorphic(json_ld):
    wrong.append("Turtle and JSON-LD differ")
concepts = set(turtle.subjects(RDF.type, SKOS.Concept))
schemes = set(turtle.subjects(RDF.type, SKOS.ConceptScheme))
if not concepts:
    wrong.append("no concepts")
wrong += [f"concept and scheme: {both}" for both in concepts & schemes]
for concept in concepts:
    languages = [label.language for label in turtle.objects(concept, SKOS.prefLabel)]
    if len(languages) != len(set(languages)):
        wrong.append(f"two preferred names in a language: {concept}")
    if concept in turtle.transitive_objects(concept, SKOS.broader) and concept in {
        above for parent in turtle.objects(concept, SKOS.broader) for above in turtle.transitive_objects(parent, SKOS.broader)
    }:
        wrong.append(f"a circle: {concept}")
    for scheme in turtle.objects(concept, SKOS.topConceptOf):
        if (scheme, SKOS.hasTopConcept, concept) not in turtle:
            wrong.append(f"top concept in one direction: {concept}")
for sentence in wrong[:20]:
    print(sentence, file=sys.stderr)
sys.exit(bool(wrong))
