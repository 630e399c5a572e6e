package registry

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"github.com/opencontainers/go-digest"

	"github.com/opencompendium/compendium/release/disk"
	"github.com/opencompendium/compendium/release/signing"
)

// PublishFile writes a release file, and its signatures beside it, for any web server to serve. Its number is one more
// than that of the file before. The same file keeps its number and signatures. The number is 0 if the release is not
// signed. Publishers take turns, by a lock in the directory of the file.
func PublishFile(ctx context.Context, path string, p Publication) (signing.Release, error) {
	released := signing.Release{Name: p.Name, Digest: digest.FromBytes(p.File).String()}
	if path == "" {
		return released, errors.New("publish a file: there is no path; write file:PATH")
	}
	ctx, cancel := context.WithTimeout(ctx, lockPatience)
	defer cancel()
	unlock, err := disk.Lock(ctx, filepath.Join(filepath.Dir(path), layoutLock))
	if err != nil {
		return released, fmt.Errorf("publish file:%s: %w", path, err)
	}
	defer unlock()
	before, err := readSignatures(path + signing.FileSuffix)
	if err != nil {
		return released, err
	}
	const mode = 0o644
	if p.Key == nil {
		if len(before) > 0 && !p.Unsigned {
			return released, fmt.Errorf("%s%s has signatures: sign with --key, or remove it with --unsigned",
				path, signing.FileSuffix)
		}
		if err := disk.WriteFile(path, p.File, mode); err != nil {
			return released, err // the signatures still belong to the file that is there
		}
		if err := os.Remove(path + signing.FileSuffix); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return released, err
		}
		return released, nil
	}
	released.Number = max(numberAfter(before, released), p.After+1)
	made, err := p.Key.Sign(released)
	if err != nil {
		return released, err
	}
	kept := slices.DeleteFunc(before, func(s signing.Signature) bool { return s.Release != released || s.Key == made.Key })
	lines, err := signing.MarshalAll(append(kept, made))
	if err != nil {
		return released, err
	}
	if err := disk.WriteFile(path, p.File, mode); err != nil {
		return released, err
	}
	return released, disk.WriteFile(path+signing.FileSuffix, lines, mode)
}

func readSignatures(path string) ([]signing.Signature, error) {
	text, err := os.ReadFile(path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	list, err := signing.ParseAll(text)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", path, err)
	}
	return list, nil
}

// numberAfter returns the number of a release that follows those that were signed before. The same file keeps its
// number.
func numberAfter(before []signing.Signature, released signing.Release) int64 {
	number := int64(1)
	for _, s := range before {
		if s.Digest == released.Digest && s.Name == released.Name {
			return s.Number
		}
		number = max(number, s.Number+1)
	}
	return number
}
