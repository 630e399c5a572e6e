// Package signing signs releases and verifies their signatures, with Ed25519 (RFC 8032).
//
// It knows keys, and the name, number and digest of a release, and nothing of files, registries or content.
package signing

import (
	"bytes"
	"crypto"
	"crypto/ed25519"
	"crypto/rand"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"encoding/pem"
	"errors"
	"fmt"
	"regexp"
)

// Errors of verification.
var (
	// ErrUnsigned: there is no signature.
	ErrUnsigned = errors.New("the release is not signed")
	// ErrBadSignature: no signature is by an accepted key, or it signs something else.
	ErrBadSignature = errors.New("no accepted key signed the release")
)

// domain separates signatures of releases from all others that the same key may make.
const domain = "opencompendium release signature v1"

// Key is a private key.
type Key struct{ private ed25519.PrivateKey }

// PublicKey is a public key.
type PublicKey struct{ public ed25519.PublicKey }

// Release is the part of a release that is signed.
type Release struct {
	// Name is the name of the catalog, so that no release of another catalog passes for it that the same key signs.
	Name string `json:"name"`
	// Number is the number of the release. Numbers only go up.
	Number int64 `json:"number"`
	// Digest is the digest of the manifest, or of the file if there is no manifest: "sha256:" and hexadecimal digits.
	Digest string `json:"digest"`
}

// Signature is a stored signature.
type Signature struct {
	// Release is what was signed.
	Release
	// Key is the ID of the key that signed.
	Key string `json:"key"`
	// Signature is the signature in base64.
	Signature string `json:"signature"`
}

// Generate returns a new key.
func Generate() (Key, error) {
	_, private, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		return Key{}, fmt.Errorf("make a key: %w", err)
	}
	return Key{private}, nil
}

// Public returns the public key.
func (k Key) Public() PublicKey {
	public, _ := k.private.Public().(ed25519.PublicKey)
	return PublicKey{public}
}

// ID returns the identifier of a key: the first 16 hexadecimal digits of the SHA-256 of its bytes.
func (k PublicKey) ID() string {
	sum := sha256.Sum256(k.public)
	return hex.EncodeToString(sum[:8])
}

// MarshalPEM encodes the private key as PKCS #8 in PEM.
func (k Key) MarshalPEM() ([]byte, error) {
	encoded, err := x509.MarshalPKCS8PrivateKey(k.private)
	if err != nil {
		return nil, fmt.Errorf("write a key: %w", err)
	}
	return pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: encoded}), nil
}

// MarshalPEM encodes the public key as PKIX in PEM.
func (k PublicKey) MarshalPEM() ([]byte, error) {
	encoded, err := x509.MarshalPKIXPublicKey(k.public)
	if err != nil {
		return nil, fmt.Errorf("write a public key: %w", err)
	}
	return pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: encoded}), nil
}

// ParseKey parses a private key as Key.MarshalPEM or `openssl genpkey -algorithm ed25519` writes it.
func ParseKey(text []byte) (Key, error) {
	block, _ := pem.Decode(text)
	if block == nil {
		return Key{}, errors.New("read a key: not a PEM file; make a key with `compendium keygen`")
	}
	parsed, err := x509.ParsePKCS8PrivateKey(block.Bytes)
	if err != nil {
		return Key{}, errors.New("read a key: not a private key in PKCS #8; make one with `compendium keygen`")
	}
	private, ok := parsed.(ed25519.PrivateKey)
	if !ok {
		return Key{}, fmt.Errorf(
			"read a key: it is a %T, and releases are signed with Ed25519; make one with `compendium keygen`",
			parsed,
		)
	}
	return Key{private}, nil
}

// ParsePublicKeys parses the public keys of a PEM file.
func ParsePublicKeys(text []byte) ([]PublicKey, error) {
	var keys []PublicKey
	for {
		var block *pem.Block
		if block, text = pem.Decode(text); block == nil {
			break
		}
		if block.Type == "PRIVATE KEY" {
			return nil, errors.New(
				"read a public key: this is a private key, which servers must not have; " +
					"use the public key that `compendium keygen` wrote beside it",
			)
		}
		parsed, err := x509.ParsePKIXPublicKey(block.Bytes)
		if err != nil {
			return nil, fmt.Errorf("read a public key: %w", err)
		}
		public, ok := parsed.(ed25519.PublicKey)
		if !ok {
			return nil, fmt.Errorf("read a public key: it is a %T, and releases are signed with Ed25519", parsed)
		}
		keys = append(keys, PublicKey{public})
	}
	if len(keys) == 0 {
		return nil, errors.New("read a public key: no PEM block in this file")
	}
	return keys, nil
}

var (
	nameShape   = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._/-]{0,127}$`)
	digestShape = regexp.MustCompile(`^sha256:[0-9a-f]{64}$`)
	keyShape    = regexp.MustCompile(`^[0-9a-f]{16}$`)
)

// CheckName returns an error if a name is not a valid name of a catalog.
func CheckName(name string) error {
	if !nameShape.MatchString(name) {
		return fmt.Errorf("invalid catalog name %q; write letters, digits, dots, hyphens and slashes, as in compendium", name)
	}
	return nil
}

// check returns an error for a release that must not be signed, because it is ambiguous or names nothing.
func (r Release) check() error {
	switch {
	case !nameShape.MatchString(r.Name):
		return CheckName(r.Name)
	case r.Number < 1:
		return fmt.Errorf("invalid release number %d; numbers begin at 1", r.Number)
	case !digestShape.MatchString(r.Digest):
		return fmt.Errorf("invalid digest %q", r.Digest)
	}
	return nil
}

// payload returns the bytes that are signed. No part has a line break, so no two releases have the same payload.
func (r Release) payload() []byte {
	return fmt.Appendf(nil, "%s\n%s\n%d\n%s\n", domain, r.Name, r.Number, r.Digest)
}

// Sign signs a release. It fails if its name, number or digest is invalid.
func (k Key) Sign(r Release) (Signature, error) {
	if err := r.check(); err != nil {
		return Signature{}, fmt.Errorf("sign a release: %w", err)
	}
	made, err := k.private.Sign(nil, r.payload(), crypto.Hash(0))
	if err != nil {
		return Signature{}, fmt.Errorf("sign a release: %w", err)
	}
	return Signature{Release: r, Key: k.Public().ID(), Signature: base64.StdEncoding.EncodeToString(made)}, nil
}

// Parse parses a stored signature. An error about one that is invalid wraps ErrBadSignature.
func Parse(text []byte) (Signature, error) {
	var s Signature
	if err := json.Unmarshal(text, &s); err != nil {
		return Signature{}, fmt.Errorf("%w: invalid signature", ErrBadSignature)
	}
	if err := s.check(); err != nil {
		return Signature{}, fmt.Errorf("%w: invalid signature: %w", ErrBadSignature, err)
	}
	if !keyShape.MatchString(s.Key) {
		return Signature{}, fmt.Errorf("%w: invalid signature: invalid key ID %q", ErrBadSignature, s.Key)
	}
	return s, nil
}

// FileSuffix is appended to the name of a release file to name the file with its signatures.
const FileSuffix = ".sig"

// ParseAll parses a file of signatures: one per line, in JSON. An error about one that is invalid wraps
// ErrBadSignature.
func ParseAll(text []byte) ([]Signature, error) {
	var list []Signature
	for line := range bytes.Lines(text) {
		if len(bytes.TrimSpace(line)) == 0 {
			continue
		}
		s, err := Parse(line)
		if err != nil {
			return nil, err
		}
		list = append(list, s)
	}
	return list, nil
}

// MarshalAll encodes a file of signatures.
func MarshalAll(list []Signature) ([]byte, error) {
	var lines bytes.Buffer
	for _, s := range list {
		line, err := s.Marshal()
		if err != nil {
			return nil, err
		}
		lines.Write(append(line, '\n'))
	}
	return lines.Bytes(), nil
}

// Marshal encodes a signature.
func (s Signature) Marshal() ([]byte, error) {
	text, err := json.Marshal(s)
	if err != nil {
		return nil, fmt.Errorf("write a signature: %w", err)
	}
	return text, nil
}

// Verify returns the first of several signatures that is of a release and by an accepted key. If there is none, the
// error wraps ErrUnsigned or ErrBadSignature.
func Verify(r Release, signatures []Signature, accepted []PublicKey) (Signature, error) {
	if len(signatures) == 0 {
		return Signature{}, ErrUnsigned
	}
	if r.check() != nil {
		return Signature{}, ErrBadSignature
	}
	other := ErrBadSignature
	for _, s := range signatures {
		made, err := base64.StdEncoding.DecodeString(s.Signature)
		if err != nil {
			continue
		}
		if s.Release != r {
			other = fmt.Errorf("%w: it has a signature of release %d of %q with the digest %s", ErrBadSignature, s.Number,
				s.Name, s.Digest)
			continue
		}
		for _, key := range accepted {
			if key.ID() == s.Key && ed25519.Verify(key.public, r.payload(), made) {
				return s, nil
			}
		}
	}
	return Signature{}, other
}
