package edit

import (
	"bytes"
	"errors"
	"slices"
	"strings"

	"github.com/opencompendium/compendium/catalog/syntax"
)

// reorderItems moves the text of items, with the comments that belong to them.
func reorderItems(source []byte, entry *syntax.Entry, order []int) (start, end int, text string, err error) {
	n := entry.Value
	if sorted := slices.Sorted(slices.Values(order)); n.Kind != syntax.Sequence || len(order) < 2 || len(sorted) != len(n.Entries) || !counts(sorted) {
		return 0, 0, "", errors.New("it is no list with as many items as the order names")
	}
	items, err := pieces(source, entry)
	if err != nil {
		return 0, 0, "", err
	}
	var b strings.Builder
	for i, from := range order {
		if i > 0 {
			// What stands between two items, such as a comma or the break of a line, stays where it is.
			b.Write(source[items[i-1].end:items[i].start])
		}
		b.Write(source[items[from].start:items[from].end])
	}
	return items[0].start, items[len(items)-1].end, b.String(), nil
}

// counts says whether a sorted list is 0, 1, 2 and so on.
func counts(list []int) bool {
	for i, v := range list {
		if v != i {
			return false
		}
	}
	return true
}

// piece is a run of bytes.
type piece struct{ start, end int }

// pieces gives the text of each item of a list. Without brackets it is whole lines, with the comments above the item and those that
// end it.
func pieces(source []byte, entry *syntax.Entry) ([]piece, error) {
	n := entry.Value
	var list []piece
	if n.Flow {
		for _, item := range n.Entries {
			if item.Line != "" || len(item.Head) > 0 || len(n.Foot) > 0 {
				return nil, errors.New("its items have comments within brackets")
			}
			list = append(list, piece{item.Value.Start, item.Value.End})
		}
		return list, nil
	}
	if entry.Key == nil {
		return nil, errors.New("it is a list within a list")
	}
	begin := lineEnd(source, entry.Key.End)
	for _, item := range n.Entries {
		begin = nextLine(source, begin)
		for begin < item.Start && len(bytes.TrimSpace(source[begin:lineEnd(source, begin)])) == 0 {
			begin = nextLine(source, begin) // an empty line stays between the items
		}
		if len(bytes.TrimSpace(source[bytes.LastIndexByte(source[:item.Start], '\n')+1:item.Start])) > 0 || begin > item.Start {
			return nil, errors.New("an item does not stand on a line of its own")
		}
		end := withComments(source, lineEnd(source, item.Value.End), n.Column)
		list = append(list, piece{begin, end})
		begin = end
	}
	return list, nil
}

// nextLine gives where the line after a line's end begins.
func nextLine(source []byte, end int) int {
	if i := bytes.IndexByte(source[end:], '\n'); i >= 0 {
		return end + i + 1
	}
	return len(source)
}

// withComments goes on to the end of the comments that follow and are indented by more than so many spaces: they belong to what
// stands above them.
func withComments(source []byte, end, column int) int {
	for next := nextLine(source, end); next < len(source); {
		stop := lineEnd(source, next)
		line := string(source[next:stop])
		text := strings.TrimLeft(line, " ")
		switch {
		case text != "" && (text[0] != '#' || len(line)-len(text) <= column):
			return end
		case text != "":
			end = stop
		}
		following := nextLine(source, stop)
		if following == next {
			return end
		}
		next = following
	}
	return end
}
