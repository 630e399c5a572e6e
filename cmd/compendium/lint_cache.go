package main

import (
	"crypto/sha256"
	"encoding/hex"
	"io"
	"os"
	"path/filepath"
	"time"

	"github.com/opencompendium/compendium/catalog/memory"
)

// recall opens the memory of a content directory: records that this program has read before and what it found about them, in the user's cache
// directory. It gives nil where there is none to be used, or nowhere to keep one.
func (f lintFlags) recall(t tree) *memory.Memory {
	if f.noCache || t.dir == "" {
		return nil
	}
	dir, err := filepath.Abs(t.dir)
	if err != nil {
		return nil
	}
	caches, err := os.UserCacheDir()
	if err != nil {
		return nil
	}
	caches = filepath.Join(caches, "compendium", "lint")
	program, err := thisProgram(caches)
	if err != nil {
		return nil
	}
	name := sha256.Sum256([]byte(dir))
	return memory.Open(filepath.Join(caches, hex.EncodeToString(name[:8])), program)
}

// thisProgram gives the digest of the running program: another one may read the same text in another way, and find something else in it. Since
// the program is large, its digest is remembered too, for as long as its file does not change.
func thisProgram(caches string) (digest [sha256.Size]byte, err error) {
	moment := time.Now()
	path, err := os.Executable()
	if err != nil {
		return digest, err
	}
	file, err := os.Open(path)
	if err != nil {
		return digest, err
	}
	defer func() { _ = file.Close() }() // it was only read
	info, err := file.Stat()
	if err != nil {
		return digest, err
	}
	stamp := memory.StampOf(info, moment)
	programs := memory.Open(filepath.Join(caches, "programs"), sha256.Sum256(nil))
	defer func() { _ = programs.Close() }() // as above
	if known := programs.Find(path); known != nil && known.Stamp.Tells(stamp) {
		return known.Digest, nil
	}
	sum := sha256.New()
	if _, err := io.Copy(sum, file); err != nil {
		return digest, err
	}
	digest = [sha256.Size]byte(sum.Sum(nil))
	// The one that ran last is the one that runs next. Where it cannot be kept, its digest is made again.
	_ = programs.Save(func(yield func(memory.Kept) bool) {
		yield(memory.Kept{Entry: memory.Entry{Path: path, Stamp: stamp, Digest: digest}, Record: []byte{}})
	})
	return digest, nil
}
