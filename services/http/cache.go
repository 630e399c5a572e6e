package http

import (
	"sync"

	"google.golang.org/protobuf/reflect/protoreflect"

	"github.com/opencompendium/compendium/services"
)

// cache keeps the JSON of records, which costs many times what sending it does.
type cache struct {
	mutex    sync.RWMutex
	texts    map[key][]byte
	bytes    int
	maxBytes int
}

// key is what JSON is made of: a record in a release by its place, which spares hashing it, any other by its bytes.
type key struct {
	kind   protoreflect.FullName
	place  services.Place
	record string
}

func newCache(maxBytes int) *cache { return &cache{texts: make(map[key][]byte), maxBytes: maxBytes} }

// get returns the JSON of a record, and makes it if it is not kept.
func (c *cache) get(kind protoreflect.MessageType, place services.Place, record []byte) ([]byte, error) {
	name, own := kind.Descriptor().FullName(), record
	if place != (services.Place{}) {
		own = nil
	}
	c.mutex.RLock()
	kept, ok := c.texts[key{name, place, string(own)}]
	c.mutex.RUnlock()
	if ok {
		return kept, nil
	}
	text, err := recode(kind, record)
	size := len(own) + len(text)
	if err != nil || size > c.maxBytes {
		return text, err
	}
	c.mutex.Lock()
	defer c.mutex.Unlock()
	if _, ok := c.texts[key{name, place, string(own)}]; ok {
		return text, nil
	}
	c.bytes += size
	for old, dropped := range c.texts {
		if c.bytes <= c.maxBytes {
			break
		}
		delete(c.texts, old)
		c.bytes -= len(old.record) + len(dropped)
	}
	c.texts[key{name, place, string(own)}] = text
	return text, nil
}
