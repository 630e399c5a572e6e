package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"

	"github.com/opencompendium/compendium/release/follow"
	"github.com/opencompendium/compendium/release/signing"
)

// fileScheme begins the references of files that are published to be uploaded to a web server.
const fileScheme = "file:"

// filePath gives the path of a reference such as file:releases/compendium.release or file:///srv/www/compendium.release.
func filePath(reference string) (string, bool) {
	path, ok := strings.CutPrefix(reference, fileScheme)
	return strings.TrimPrefix(path, "//"), ok
}

// publishFile writes a release file and its signatures side by side, for any web server.
func (c *command) publishFile(path, name string, data []byte, key *signing.Key) error {
	if path == "" {
		return errors.New("file: names no file; write file:PATH")
	}
	m, err := openWhole(data)
	if err != nil {
		return err
	}
	text, err := os.ReadFile(path + follow.SignatureSuffix)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	before, err := follow.ParseSignatures(text)
	if err != nil {
		return fmt.Errorf("read %s%s: %w", path, follow.SignatureSuffix, err)
	}
	if key == nil {
		if len(before) > 0 {
			return fmt.Errorf("%s%s stands beside the file and would be of another one: sign with --key, or remove it", path, follow.SignatureSuffix)
		}
		if err := writeFile(path, data); err != nil {
			return err
		}
		fmt.Fprintf(c.Stdout, "%s is written: version %s, %s, unsigned\n", path, m.Version(), m.FileDigest())
		return nil
	}
	signed := signing.Release{Name: name, Number: 1, Digest: m.FileDigest()}
	for _, s := range before {
		// The same file keeps its number, and the signatures that it has.
		if s.Digest == signed.Digest && s.Name == name {
			signed.Number = s.Number
			break
		}
		signed.Number = max(signed.Number, s.Number+1)
	}
	made, err := key.Sign(signed)
	if err != nil {
		return err
	}
	kept := slices.DeleteFunc(before, func(s signing.Signature) bool { return s.Release != signed || s.Key == made.Key })
	var lines bytes.Buffer
	for _, s := range append(kept, made) {
		line, err := s.Marshal()
		if err != nil {
			return err
		}
		lines.Write(append(line, '\n'))
	}
	if err := errors.Join(writeFile(path, data), writeFile(path+follow.SignatureSuffix, lines.Bytes())); err != nil {
		return err
	}
	fmt.Fprintf(c.Stdout, "%s is written: release %d, version %s, %s, signed in %s%s\n", path, signed.Number, m.Version(), signed.Digest, path, follow.SignatureSuffix)
	return nil
}
