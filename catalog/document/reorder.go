package document

import (
	"errors"
	"slices"
	"strings"
)

// reorder moves the text of items, with the comments that belong to them.
func (en *entry) reorder(source string, order []int) (begin, end int, text string, err error) {
	list := en.value
	sorted := slices.Sorted(slices.Values(order))
	if list.kind != Sequence || len(order) < 2 || len(sorted) != len(list.entries) || !counts(sorted) {
		return 0, 0, "", errors.New("it is not a list with as many items as the order names")
	}
	items, err := en.pieces(source)
	if err != nil {
		return 0, 0, "", err
	}
	var b strings.Builder
	for i, from := range order {
		if i > 0 {
			// What is between two items, such as a comma or the break of a line, stays where it is.
			b.WriteString(source[items[i-1].end:items[i].begin])
		}
		b.WriteString(source[items[from].begin:items[from].end])
	}
	return items[0].begin, items[len(items)-1].end, b.String(), nil
}

// counts reports whether a sorted list is 0, 1, 2 and so on.
func counts(list []int) bool {
	for i, v := range list {
		if v != i {
			return false
		}
	}
	return true
}

// pieces returns the text of each item of a list. Without brackets it is whole lines, with the comments above the item
// and those that end it.
func (en *entry) pieces(source string) ([]place, error) {
	list := en.value
	var pieces []place
	if list.isFlow() {
		for _, item := range list.entries {
			if item.line.text != "" || len(item.head) > 0 || len(list.foot) > 0 {
				return nil, errors.New("its items have comments within brackets")
			}
			pieces = append(pieces, place{item.value.begin, item.value.end})
		}
		return pieces, nil
	}
	if !en.field {
		return nil, errors.New("it is a list within a list")
	}
	begin := lineEnd(source, en.keyEnd)
	for _, item := range list.entries {
		begin = behindLine(source, begin)
		for begin < item.begin && strings.TrimSpace(source[begin:lineEnd(source, begin)]) == "" {
			begin = behindLine(source, begin) // an empty line stays between the items
		}
		line := strings.LastIndexByte(source[:item.begin], '\n') + 1
		if strings.TrimSpace(source[line:item.begin]) != "" || begin > item.begin {
			return nil, errors.New("an item does not begin a line of its own")
		}
		end := withComments(source, lineEnd(source, item.value.end), list.column)
		pieces = append(pieces, place{begin, end})
		begin = end
	}
	return pieces, nil
}

// behindLine returns where the line after a line's end begins, or the end of the text.
func behindLine(source string, end int) int {
	if next := nextLine(source, end); next >= 0 {
		return next
	}
	return len(source)
}

// withComments goes on to the end of the comments that follow and are indented by more than so many spaces: they belong
// to what is above them.
func withComments(source string, end, column int) int {
	for next := behindLine(source, end); next < len(source); {
		stop := lineEnd(source, next)
		line := source[next:stop]
		text := strings.TrimLeft(line, " ")
		switch {
		case text != "" && (text[0] != '#' || len(line)-len(text) <= column):
			return end
		case text != "":
			end = stop
		}
		following := behindLine(source, stop)
		if following == next {
			return end
		}
		next = following
	}
	return end
}
