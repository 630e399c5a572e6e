package services

import (
	"cmp"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/opencompendium/compendium/catalog/spelling"
	"github.com/opencompendium/compendium/release/file"
)

// order is the indexes of a table's messages in a requested order.
type order struct {
	list []uint32
	keys []sortKey
}

// sortKey is one field of an order.
type sortKey struct {
	path       *file.Path
	descending bool
	ranks      []uint32 // by message: 1 and the number of its value among all, or 0 where it has none
}

// orderCache caches orders, since making one sorts all messages.
type orderCache struct {
	mutex sync.Mutex
	made  map[orderKey]*order
}

// orderKey is an order of a table.
type orderKey struct {
	table *file.Table
	by    string
}

// keptOrders is how many orders of a release are cached.
const keptOrders = 32

// maxSortKeys bounds one order.
const maxSortKeys = 4

// order parses an order as AIP-132 says: fields separated by commas, each optionally followed by " desc". It returns
// nil for the order of names.
func (now call) order(table *file.Table, by string) (*order, error) {
	keys, err := parseOrder(table, by)
	if err != nil || len(keys) == 0 {
		return nil, err
	}
	key := orderKey{table, by}
	now.orders.mutex.Lock()
	defer now.orders.mutex.Unlock()
	if made, ok := now.orders.made[key]; ok {
		return made, nil
	}
	if now.orders.made == nil || len(now.orders.made) >= keptOrders {
		now.orders.made = make(map[orderKey]*order)
	}
	made := newOrder(table, keys)
	now.orders.made[key] = made
	return made, nil
}

func parseOrder(table *file.Table, by string) ([]sortKey, error) {
	if strings.TrimSpace(by) == "" {
		return nil, nil
	}
	var keys []sortKey
	refuse := func(part, problem string) error {
		return badRequest(ReasonInvalidOrder, "order_by", fmt.Sprintf("%q %s", part, problem), "part", part)
	}
	for part := range strings.SplitSeq(by, ",") {
		words := strings.Fields(part)
		if len(words) == 0 || len(words) > 2 || len(words) == 2 && words[1] != "desc" && words[1] != "asc" {
			return nil, refuse(part,
				"is not a field with or without desc behind it. Write fields with commas between them: display_name desc, name.")
		}
		path, ok := table.Index().Path(words[0])
		if !ok {
			return nil, refuse(
				words[0],
				"is not a field that can be sorted by; only indexed fields can, which long texts are not."+
					spelling.Suggest(words[0], table.Index().Sortable()),
			)
		}
		if !path.Single() {
			return nil, refuse(words[0], "stands more than once in a record, so records cannot be sorted by it.")
		}
		if len(keys) == maxSortKeys {
			return nil, refuse(words[0], fmt.Sprintf("is one field too many; at most %d are sorted by.", maxSortKeys))
		}
		keys = append(keys, sortKey{path: path, descending: len(words) == 2 && words[1] == "desc"})
	}
	if len(keys) == 1 && keys[0].path.Field().Name() == "name" && !keys[0].descending {
		return nil, nil
	}
	return keys, nil
}

func newOrder(table *file.Table, keys []sortKey) *order {
	o := &order{list: make([]uint32, table.Len()), keys: keys}
	for k := range keys {
		keys[k].ranks = make([]uint32, table.Len())
		rows := file.NewBits(table.Len())
		for value := range keys[k].path.Len() {
			clear(rows)
			keys[k].path.Rows(value, rows)
			for row := range rows.All() {
				keys[k].ranks[row] = uint32(value + 1)
			}
		}
	}
	for i := range o.list {
		o.list[i] = uint32(i)
	}
	slices.SortFunc(o.list, func(a, b uint32) int {
		for _, key := range keys {
			if c := key.compare(2*key.ranks[a], 2*key.ranks[b]); c != 0 {
				return c
			}
		}
		return cmp.Compare(a, b)
	})
	return o
}

// compare compares places: twice a rank, or an odd number between two ranks.
func (k sortKey) compare(a, b uint32) int {
	if k.descending {
		a, b = b, a
	}
	return cmp.Compare(a, b)
}

// values returns the values that a token stores of a message in this order.
func (o *order) values(i int) []*string {
	if o == nil {
		return nil
	}
	values := make([]*string, len(o.keys))
	for k, key := range o.keys {
		if rank := key.ranks[i]; rank > 0 {
			values[k] = new(hex.EncodeToString(key.path.Encoded(int(rank - 1))))
		}
	}
	return values
}

// behind returns the place after the item of a token, whether or not the table has that item.
func (o *order) behind(after token, table *file.Table) int {
	if after.After == "" || len(after.Values) != len(o.keys) {
		return 0
	}
	places := make([]uint32, len(o.keys))
	for k, key := range o.keys {
		if after.Values[k] == nil {
			continue
		}
		value, err := hex.DecodeString(*after.Values[k])
		if err != nil {
			return 0
		}
		at, found := key.path.Find(value)
		places[k] = uint32(2*at + 1)
		if found {
			places[k]++
		}
	}
	name := table.After(after.After)
	at, _ := slices.BinarySearchFunc(o.list, places, func(i uint32, places []uint32) int {
		for k, key := range o.keys {
			if c := key.compare(2*key.ranks[i], places[k]); c != 0 {
				return c
			}
		}
		// Items with equal values are sorted by name.
		if int(i) < name {
			return -1
		}
		return 1
	})
	return at
}
