package document

import "fmt"

// keys finds keys of one mapping that are no words, or there twice.
type keys struct {
	parent int
	count  int
	seen   map[string]int // of a mapping with many
}

// few is how many keys are compared with each other.
const few = 12

// add checks the key of a node and reports whether its value can be read.
func (k *keys) add(r *reader, i int) bool {
	row := &r.doc.nodes[i]
	at := place{int(row.keyBegin), int(row.keyEnd)}
	raw := r.text[at.begin:at.end]
	key := raw
	if raw != "" && (raw[0] == '"' || raw[0] == '\'') {
		key = r.doc.keyOf(row)
	}
	switch {
	case raw == key && isNull(key):
		r.reportf(RuleWrongType, at, "A key is a plain word. This one is nothing.")
		return false
	case len(key) > MaxKeyBytes:
		r.reportf(RuleWrongType, at,
			"A key is a short word. This one has %d bytes; at most %d are read.", len(key), MaxKeyBytes)
		return false
	case raw == "<<":
		r.reportf(RuleAlias, at, "Merge keys (<<) are not read. Write the fields where they are needed.")
		return false
	}
	first := k.find(r, i, key)
	if first < 0 {
		return true
	}
	if r.quiet || len(r.found) >= MaxProblems {
		return false
	}
	before := &r.doc.nodes[first]
	r.found = append(r.found, fault{
		place: at, rule: RuleDuplicateKey, message: fmt.Sprintf("The key %s is repeated;", show(key)),
		first: place{int(before.keyBegin), int(before.keyEnd)},
	})
	return false
}

// find returns the node with the same key before a node, or -1.
func (k *keys) find(r *reader, i int, key string) int {
	if k.seen != nil {
		if first, ok := k.seen[key]; ok {
			return first
		}
		k.seen[key] = i
		return -1
	}
	for at := k.parent + 1; at < i; at = int(r.doc.nodes[at].next) {
		row := &r.doc.nodes[at]
		raw := r.text[row.keyBegin:row.keyEnd]
		if raw != "" && (raw[0] == '"' || raw[0] == '\'') {
			raw = r.doc.keyOf(row)
		}
		if raw == key {
			return at
		}
	}
	if k.count++; k.count > few {
		k.seen = make(map[string]int)
		for at := k.parent + 1; at <= i; at = int(r.doc.nodes[at].next) {
			other := r.doc.keyOf(&r.doc.nodes[at])
			if _, ok := k.seen[other]; !ok {
				k.seen[other] = at
			}
			if at == i {
				break
			}
		}
	}
	return -1
}
