package http

import (
	"sync"
	"unsafe"
)

// cache keeps the JSON of records, which costs many times what sending it does.
type cache struct {
	mutex    sync.RWMutex
	texts    map[key][]byte
	bytes    int
	maxBytes int
}

// key identifies a record of a version by where its bytes are. They stay there as long as the version is served.
type key struct {
	version string
	first   *byte
	length  int
}

func newCache(maxBytes int) *cache { return &cache{texts: make(map[key][]byte), maxBytes: maxBytes} }

// get returns the JSON of a record, and makes it if it is not kept.
func (c *cache) get(version string, record []byte, encode func() ([]byte, error)) ([]byte, error) {
	k := key{version, unsafe.SliceData(record), len(record)} //nolint:gosec // it is compared only
	c.mutex.RLock()
	kept, ok := c.texts[k]
	c.mutex.RUnlock()
	if ok {
		return kept, nil
	}
	text, err := encode()
	if err != nil || len(text) > c.maxBytes {
		return text, err
	}
	c.mutex.Lock()
	defer c.mutex.Unlock()
	if _, ok := c.texts[k]; ok {
		return text, nil
	}
	c.bytes += len(text)
	for old, dropped := range c.texts {
		if c.bytes <= c.maxBytes {
			break
		}
		delete(c.texts, old)
		c.bytes -= len(dropped)
	}
	c.texts[k] = text
	return text, nil
}
