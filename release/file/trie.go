package file

import "encoding/binary"

// longestKey is the number of bytes of a name that are searched.
const longestKey = 120

// trie is a prefix tree of sorted keys, for finding those that are nearly a query. Each node is a run of keys with a
// common prefix. The letters of a node are those of its first key.
type trie struct {
	nodes []byte
	keys  texts
}

// A node is the run of its keys, its first child and number of children, and the length of the common prefix.
const nodeSize = 16

type trieNode struct {
	first, end uint32
	child      uint32
	children   uint16
	depth      uint16
}

func (t *trie) len() int { return len(t.nodes) / nodeSize }

// node returns the i-th node, or one without keys if there is none.
func (t *trie) node(i uint32) trieNode {
	if uint(i) >= uint(t.len()) {
		return trieNode{}
	}
	b := t.nodes[nodeSize*int(i):]
	return trieNode{
		first:    binary.LittleEndian.Uint32(b),
		end:      binary.LittleEndian.Uint32(b[4:]),
		child:    binary.LittleEndian.Uint32(b[8:]),
		children: binary.LittleEndian.Uint16(b[12:]),
		depth:    binary.LittleEndian.Uint16(b[14:]),
	}
}

func (t *trie) open(nodes []byte, keys texts) error {
	t.nodes, t.keys = nodes, keys
	if len(nodes)%nodeSize != 0 || len(nodes) == 0 {
		return formatError("the tree of search terms has the wrong size")
	}
	return nil
}

// buildTrie builds the tree of distinct sorted keys level by level, so that siblings are neighbors and children come
// after their parents.
func buildTrie(keys []string) []byte {
	type pending struct{ first, end, depth int }
	queue := []pending{{0, len(keys), 0}}
	var nodes []byte
	for at := 0; at < len(queue); at++ {
		p := queue[at]
		child := len(queue)
		first := p.first
		// A key that is the common prefix itself comes first and has no further letter.
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

// near calls found for every key that begins with something within most errors of a query, with the least number of
// errors: a letter wrong, missing or too many, or two neighbors swapped. With two errors the first letter has to be
// right, which keeps the search in one corner of the tree.
func (t *trie) near(query string, most int, found func(key, errors int)) {
	w := walker{trie: t, query: query, most: most, found: found, left: t.len() + t.keys.len()}
	for i := range w.rows[0][:len(query)+1] {
		w.rows[0][i] = uint8(i)
	}
	w.children(t.node(0), most+1)
}

// walker walks down the tree with the rows of Levenshtein's matrix between the letters on the way and the query, one
// row a letter. A swap counts as in optimal string alignment.
type walker struct {
	trie  *trie
	query string
	most  int
	found func(key, errors int)
	path  [longestKey + 1]byte
	rows  [longestKey + 1][longestKey + 1]uint8
	// left is how many nodes and keys can still come. In a tree each comes once, so a crafted one cannot make a walk
	// endless.
	left int
}

// children walks below a node. All keys below it are within best errors already.
func (w *walker) children(n trieNode, best int) {
	for i := range uint32(n.children) {
		w.down(n, w.trie.node(n.child+i), best)
	}
}

func (w *walker) down(parent, n trieNode, best int) {
	letters := w.trie.keys.at(int(n.first))
	if w.left--; w.left < 0 || n.first >= n.end || n.depth <= parent.depth ||
		int(n.depth) > min(len(letters), longestKey) {
		return
	}
	reached := best
	for depth := int(parent.depth) + 1; depth <= int(n.depth); depth++ {
		w.path[depth] = letters[depth-1]
		least := w.row(depth)
		if whole := int(w.rows[depth][len(w.query)]); whole < reached {
			reached = whole
		}
		// Nothing below can be nearer than the least of the row.
		if least >= reached || least > w.most || w.most > 1 && depth == 1 && letters[0] != w.query[0] {
			w.report(n, reached)
			return
		}
	}
	if reached <= w.most && n.children == 0 {
		w.report(n, reached)
		return
	}
	// The key that ends here, if one does, has no further letters.
	if int(n.depth) == len(letters) && reached <= w.most {
		w.found(int(n.first), reached)
	}
	w.children(n, reached)
}

// report calls found for every key of a node.
func (w *walker) report(n trieNode, errors int) {
	if errors > w.most {
		return
	}
	for key := int(n.first); key < min(int(n.end), w.trie.keys.len()) && w.left > 0; key++ {
		w.left--
		w.found(key, errors)
	}
}

// row fills in the distances for the letter at a depth, and returns the least.
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
