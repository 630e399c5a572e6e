package image

import "encoding/binary"

// longestKey is how many bytes of a name are searched.
const longestKey = 120

// trie is the tree of the beginnings of sorted keys, for finding those that are nearly a query. Every node is a run of keys with a common
// beginning; the letters of a node stand in its first key.
type trie struct {
	nodes []byte
	keys  texts
}

// A node is the run of its keys, its first child and its number of children, and how long the common beginning is.
const nodeSize = 16

type trieNode struct {
	first, end uint32
	child      uint32
	children   uint16
	depth      uint16
}

func (t *trie) node(i uint32) trieNode {
	b := t.nodes[nodeSize*int(i):]
	return trieNode{first: binary.LittleEndian.Uint32(b), end: binary.LittleEndian.Uint32(b[4:]), child: binary.LittleEndian.Uint32(b[8:]),
		children: binary.LittleEndian.Uint16(b[12:]), depth: binary.LittleEndian.Uint16(b[14:])}
}

func (t *trie) open(nodes []byte, keys texts) error {
	t.nodes, t.keys = nodes, keys
	if len(nodes)%nodeSize != 0 || len(nodes) == 0 {
		return formatError("the tree of search terms does not fit")
	}
	// Children lie behind each other in the order of their parents, and divide their parent's keys. So a walk comes by each node and each
	// key once at most, and goes no deeper than the longest key.
	count, next := uint32(len(nodes)/nodeSize), uint32(1)
	var above trieNode // the parent of the node
	parent, left, end := uint32(0), uint32(0), uint32(0)
	for i := range count {
		n := t.node(i)
		if n.first > n.end || int(n.end) > keys.len() || n.child != next || n.child <= i || uint32(n.children) > count-next {
			return formatError("the tree of search terms leads outside")
		}
		next += uint32(n.children)
		if n.first < n.end && int(n.depth) > len(keys.at(int(n.first))) || n.depth > longestKey {
			return formatError("the tree of search terms does not fit its terms")
		}
		if i == 0 {
			above, left, end = n, uint32(n.children), n.first
			continue
		}
		for ; left == 0; left, end = uint32(above.children), above.first {
			parent++
			above = t.node(parent)
		}
		if n.first < end || n.end > above.end || n.depth <= above.depth {
			return formatError("the tree of search terms branches where its terms do not")
		}
		left, end = left-1, n.end
	}
	if next != count {
		return formatError("the tree of search terms has nodes that nothing leads to")
	}
	return nil
}

// buildTrie makes the tree of distinct sorted keys, level by level, so that children lie behind their parents and beside each other.
func buildTrie(keys []string) []byte {
	type pending struct{ first, end, depth int }
	queue := []pending{{0, len(keys), 0}}
	var nodes []byte
	for at := 0; at < len(queue); at++ {
		p := queue[at]
		child := len(queue)
		first := p.first
		// A key that is the common beginning itself comes first and has no further letter.
		if first < p.end && len(keys[first]) == p.depth {
			first++
		}
		for first < p.end {
			letter, end := keys[first][p.depth], first+1
			for end < p.end && keys[end][p.depth] == letter {
				end++
			}
			depth := common(keys[first], keys[end-1])
			queue = append(queue, pending{first, end, depth})
			first = end
		}
		var b [nodeSize]byte
		binary.LittleEndian.PutUint32(b[:], uint32(p.first))
		binary.LittleEndian.PutUint32(b[4:], uint32(p.end))
		binary.LittleEndian.PutUint32(b[8:], uint32(child))
		binary.LittleEndian.PutUint16(b[12:], uint16(len(queue)-child))
		binary.LittleEndian.PutUint16(b[14:], uint16(p.depth))
		nodes = append(nodes, b[:]...)
	}
	return nodes
}

func common(a, b string) int {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return n
}

// near calls found for every key that begins with something at most so many errors away from a query, with the least number of errors:
// a letter wrong, missing or too many, or two neighbors swapped. With two errors the first letter has to be right, which keeps the
// search in one corner of the tree.
func (t *trie) near(query string, most int, found func(key, errors int)) {
	w := walker{trie: t, query: query, most: most, found: found}
	for i := range w.rows[0][:len(query)+1] {
		w.rows[0][i] = uint8(i)
	}
	w.children(t.node(0), most+1)
}

// walker goes down the tree with the distances between the letters on the way and each beginning of the query (Levenshtein's matrix, one
// row a letter; a swap as in optimal string alignment).
type walker struct {
	trie  *trie
	query string
	most  int
	found func(key, errors int)
	path  [longestKey + 1]byte
	rows  [longestKey + 1][longestKey + 1]uint8
}

// children walks below a node. All keys below are within best errors already.
func (w *walker) children(n trieNode, best int) {
	for i := range uint32(n.children) {
		w.down(n, w.trie.node(n.child+i), best)
	}
}

func (w *walker) down(parent, n trieNode, best int) {
	if n.first >= n.end {
		return
	}
	letters := w.trie.keys.at(int(n.first))
	reached := best
	for depth := int(parent.depth) + 1; depth <= int(n.depth); depth++ {
		w.path[depth] = letters[depth-1]
		least := w.row(depth)
		if whole := int(w.rows[depth][len(w.query)]); whole < reached {
			reached = whole
		}
		// Nothing below can come nearer than the least of the row.
		if least >= reached || least > w.most || w.most > 1 && depth == 1 && letters[0] != w.query[0] {
			w.report(n, reached)
			return
		}
	}
	if reached <= w.most && n.children == 0 {
		w.report(n, reached)
		return
	}
	// The key that ends here, if one does, goes no further down.
	if int(n.depth) == len(letters) && reached <= w.most {
		w.found(int(n.first), reached)
	}
	w.children(n, reached)
}

// report tells of every key of a node.
func (w *walker) report(n trieNode, errors int) {
	if errors > w.most {
		return
	}
	for key := n.first; key < n.end; key++ {
		w.found(int(key), errors)
	}
}

// row fills in the distances for the letter at a depth, and gives the least.
func (w *walker) row(depth int) int {
	above, row, letter := &w.rows[depth-1], &w.rows[depth], w.path[depth]
	row[0] = uint8(depth)
	least := row[0]
	for j := 1; j <= len(w.query); j++ {
		cost := above[j-1]
		if w.query[j-1] != letter {
			cost++
		}
		cost = min(cost, above[j]+1, row[j-1]+1)
		if depth > 1 && j > 1 && w.query[j-1] == w.path[depth-1] && w.query[j-2] == letter {
			cost = min(cost, w.rows[depth-2][j-2]+1)
		}
		row[j] = cost
		least = min(least, cost)
	}
	return int(least)
}
