package file

import (
	"slices"
	"strings"
)

// postingsBuilder maps texts to numbers. Most texts have one number, so there is no list for each text: each number is
// stored with the number of its text, in memory that the garbage collector does not scan.
type postingsBuilder struct {
	texts map[string]uint32 // numbered as they come
	last  []uint32          // by text: the number that came last, and 1
	pairs []pair
}

type pair struct{ text, number uint32 }

// add adds a number to a text. A number that repeats at once is added once.
func (g *postingsBuilder) add(text []byte, number uint32) {
	id, ok := g.texts[string(text)]
	if !ok {
		if g.texts == nil {
			g.texts = make(map[string]uint32)
		}
		id = uint32(len(g.texts))
		g.texts[string(text)] = id
		g.last = append(g.last, 0)
	}
	if g.last[id] != number+1 {
		g.last[id] = number + 1
		g.pairs = append(g.pairs, pair{id, number})
	}
}

// sort returns the sorted texts, and the numbers of each in the order in which they were added.
func (g *postingsBuilder) sort() (texts []string, numbers func(i int) []pair) {
	texts, places := ranked(g.texts)
	return texts, grouped(g.pairs, places, func(p pair) uint32 { return p.text })
}

// numbersOf returns the numbers of pairs.
func numbersOf(pairs []pair) []uint32 {
	numbers := make([]uint32, len(pairs))
	for i, p := range pairs {
		numbers[i] = p.number
	}
	return numbers
}

// grouped groups things by the place of their key. Those of one key keep their order.
func grouped[T any](things []T, places []uint32, belongs func(T) uint32) func(place int) []T {
	starts := make([]int, len(places)+1)
	for _, thing := range things {
		starts[places[belongs(thing)]+1]++
	}
	for i := range places {
		starts[i+1] += starts[i]
	}
	all, next := make([]T, len(things)), slices.Clone(starts)
	for _, thing := range things {
		place := places[belongs(thing)]
		all[next[place]] = thing
		next[place]++
	}
	return func(place int) []T { return all[starts[place]:starts[place+1]] }
}

// ranked sorts numbered texts, and returns the place of each by its number.
func ranked(numbered map[string]uint32) (texts []string, places []uint32) {
	texts = make([]string, 0, len(numbered))
	for text := range numbered {
		texts = append(texts, text)
	}
	slices.SortFunc(texts, strings.Compare)
	places = make([]uint32, len(texts))
	for place, text := range texts {
		places[numbered[text]] = uint32(place)
	}
	return texts, places
}
