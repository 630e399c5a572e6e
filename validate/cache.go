package validate

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"maps"
	"slices"
	"sync"

	"github.com/opencompendium/compendium/catalog"
)

// Cache remembers records in which the rules on one record found nothing, so that the next run need not check them. It
// is a set of keys. A key is the digest of everything that a check of a record depends on, so a stale entry is never
// wrong, only useless.
//
// Its text is cacheMagic, the keys in order, 32 bytes each, and the SHA-256 of all before. It is safe for concurrent
// use.
type Cache struct {
	program string
	mutex   sync.Mutex
	known   map[cacheKey]bool // from the text
	clean   map[cacheKey]bool // of this run
}

type cacheKey [sha256.Size]byte

const cacheMagic = "compendium lint cache 1\n"

// NewCache returns the cache from the text of an earlier run. A missing, damaged or foreign text is an empty cache.
// program identifies the running program, since another may check differently.
func NewCache(text []byte, program string) *Cache {
	c := &Cache{program: program, known: make(map[cacheKey]bool), clean: make(map[cacheKey]bool)}
	keys, ok := bytes.CutPrefix(text, []byte(cacheMagic))
	if !ok || len(keys) < sha256.Size || len(keys)%sha256.Size != 0 {
		return c
	}
	keys = keys[:len(keys)-sha256.Size]
	if sum := sha256.Sum256(text[:len(text)-sha256.Size]); !bytes.HasSuffix(text, sum[:]) {
		return c
	}
	for ; len(keys) > 0; keys = keys[sha256.Size:] {
		c.known[cacheKey(keys)] = true
	}
	return c
}

// Next returns the cache of the next run of the same program: the records that were clean in this one.
func (c *Cache) Next() *Cache {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	return &Cache{program: c.program, known: maps.Clone(c.clean), clean: make(map[cacheKey]bool)}
}

// Text returns the text to keep for the next run, and whether it differs from the one passed to NewCache.
func (c *Cache) Text() (text []byte, changed bool) {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	if maps.Equal(c.known, c.clean) {
		return nil, false
	}
	text = []byte(cacheMagic)
	for _, key := range slices.SortedFunc(maps.Keys(c.clean),
		func(a, b cacheKey) int { return bytes.Compare(a[:], b[:]) }) {
		text = append(text, key[:]...)
	}
	sum := sha256.Sum256(text)
	return append(text, sum[:]...), true
}

// has reports whether the record of a key is known to be clean, and remembers it. The nil Cache has nothing.
func (c *Cache) has(keys []cacheKey, i int) bool {
	if c == nil || !c.known[keys[i]] {
		return false
	}
	c.add(keys, i)
	return true
}

// add remembers that a record is clean.
func (c *Cache) add(keys []cacheKey, i int) {
	if c == nil {
		return
	}
	c.mutex.Lock()
	defer c.mutex.Unlock()
	c.clean[keys[i]] = true
}

// keys returns the keys of all records, or nil without a cache. A key covers the program, the day, the configuration,
// the regulators, the record, and its scope.
func (p *run) keys() []cacheKey {
	if p.Cache == nil {
		return nil
	}
	common := sha256.New()
	fmt.Fprintf(common, "%q %q\n", p.Cache.program, p.AsOf)
	if doc := p.Policy.Document(); doc != nil {
		fmt.Fprintf(common, "%q %q\n", p.Policy.Name(), doc.Text())
	}
	for _, name := range p.catalog.Names(catalog.Regulators) {
		r, _ := p.catalog.Get(name)
		common.Write(state(r))
	}
	keys := make([]cacheKey, len(p.records))
	for i, r := range p.records {
		key := sha256.New()
		key.Write(common.Sum(nil))
		key.Write(state(r))
		for _, other := range p.catalog.Scope(r) {
			key.Write(state(other))
		}
		keys[i] = cacheKey(key.Sum(nil))
	}
	return keys
}

// state returns the part of a key that a record adds: its name, whether it could be read, and its digest.
func state(r *catalog.Record) []byte {
	digest := r.Digest()
	return fmt.Appendf(nil, "%q %t %x\n", r.Name(), r.Broken(), digest)
}
