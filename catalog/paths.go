package catalog

import "strconv"

// Paths makes the paths of fields, as findings name them. A path that many records have is made once. It is not safe for concurrent use.
type Paths struct {
	made map[below]string
}

// below leads from a path to one below it: to a field, or to an item of it.
type below struct {
	from, field string
	item        int
}

// noItem stands for a field as a whole.
const noItem = -1

// Field gives the path of a field below a path, which is empty for a record itself.
func (p *Paths) Field(from, field string) string { return p.take(below{from, field, noItem}) }

// Item gives the path of an item of a list.
func (p *Paths) Item(from, field string, item int) string { return p.take(below{from, field, item}) }

func (p *Paths) take(b below) string {
	if path, ok := p.made[b]; ok {
		return path
	}
	path := join(b.from, b.field)
	if b.item != noItem {
		path += "[" + strconv.Itoa(b.item) + "]"
	}
	if p.made == nil {
		p.made = make(map[below]string)
	}
	p.made[b] = path
	return path
}
