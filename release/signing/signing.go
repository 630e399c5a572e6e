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
	// ErrUnsigned says that there is no signature.
	ErrUnsigned = errors.New("the release is not signed")
	// ErrBadSignature says that no signature is by a key that is accepted, or that what is signed is something else.
	ErrBadSignature = errors.New("the release is not signed by a key that is accepted")
)

// domain keeps signatures of releases apart from signatures of anything else that the same key may make.
const domain = "opencompendium release signature v1"

// Key signs.
type Key struct{ private ed25519.PrivateKey }

// PublicKey verifies.
type PublicKey struct{ public ed25519.PublicKey }

// Release is what is signed of a release.
type Release struct {
	// Name of the catalog, so that a release of another one that the same key signs is not taken for it.
	Name string `json:"name"`
	// Number of the release. Numbers only go up.
	Number int64 `json:"number"`
	// Digest of its manifest, or of its file where there is no manifest: "sha256:" and hexadecimal digits.
	Digest string `json:"digest"`
}

// Signature is a signature as it is stored, in JSON.
type Signature struct {
	// Release is what was signed.
	Release
	// Key identifies the key that signed, by PublicKey.ID.
	Key string `json:"key"`
	// Signature in base64.
	Signature string `json:"signature"`
}

// Generate makes a new key.
func Generate() (Key, error) {
	_, private, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		return Key{}, fmt.Errorf("make a key: %w", err)
	}
	return Key{private}, nil
}

// Public returns the key that verifies what this one signs.
func (k Key) Public() PublicKey {
	public, _ := k.private.Public().(ed25519.PublicKey)
	return PublicKey{public}
}

// ID names a public key: the first 16 hexadecimal digits of the SHA-256 of its bytes.
func (k PublicKey) ID() string {
	sum := sha256.Sum256(k.public)
	return hex.EncodeToString(sum[:8])
}

// MarshalPEM writes the private key as PKCS #8 in PEM.
func (k Key) MarshalPEM() ([]byte, error) {
	encoded, err := x509.MarshalPKCS8PrivateKey(k.private)
	if err != nil {
		return nil, fmt.Errorf("write a key: %w", err)
	}
	return pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: encoded}), nil
}

// MarshalPEM writes the public key as PKIX in PEM.
func (k PublicKey) MarshalPEM() ([]byte, error) {
	encoded, err := x509.MarshalPKIXPublicKey(k.public)
	if err != nil {
		return nil, fmt.Errorf("write a public key: %w", err)
	}
	return pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: encoded}), nil
}

// ParseKey reads a private key as Key.MarshalPEM or `openssl genpkey -algorithm ed25519` writes it.
func ParseKey(text []byte) (Key, error) {
	block, _ := pem.Decode(text)
	if block == nil {
		return Key{}, errors.New("read a key: this is no PEM file; make one with `compendium keygen`")
	}
	parsed, err := x509.ParsePKCS8PrivateKey(block.Bytes)
	if err != nil {
		return Key{}, errors.New("read a key: this is no private key in PKCS #8; make one with `compendium keygen`")
	}
	private, ok := parsed.(ed25519.PrivateKey)
	if !ok {
		return Key{}, fmt.Errorf("read a key: it is a %T, and releases are signed with Ed25519; make one with `compendium keygen`", parsed)
	}
	return Key{private}, nil
}

// ParsePublicKeys reads the public keys of a PEM file, one or more.
func ParsePublicKeys(text []byte) ([]PublicKey, error) {
	var keys []PublicKey
	for {
		var block *pem.Block
		if block, text = pem.Decode(text); block == nil {
			break
		}
		if block.Type == "PRIVATE KEY" {
			return nil, errors.New("read a public key: this is a private key, which servers must not have; give the public one that `compendium keygen` wrote beside it")
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
		return nil, errors.New("read a public key: there is none in PEM in this file")
	}
	return keys, nil
}

var (
	nameShape   = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._/-]{0,127}$`)
	digestShape = regexp.MustCompile(`^sha256:[0-9a-f]{64}$`)
	keyShape    = regexp.MustCompile(`^[0-9a-f]{16}$`)
)

// CheckName refuses what cannot be the name of a catalog.
func CheckName(name string) error {
	if !nameShape.MatchString(name) {
		return fmt.Errorf("%q is no name of a catalog; write letters, digits, dots, hyphens and slashes, as in compendium", name)
	}
	return nil
}

// check refuses what is not signed: it could be read in two ways, or names nothing.
func (r Release) check() error {
	switch {
	case !nameShape.MatchString(r.Name):
		return CheckName(r.Name)
	case r.Number < 1:
		return fmt.Errorf("%d is no number of a release; they begin at 1", r.Number)
	case !digestShape.MatchString(r.Digest):
		return fmt.Errorf("%q is no digest", r.Digest)
	}
	return nil
}

// payload is what is signed. None of the parts holds a line break, so no two releases give the same bytes.
func (r Release) payload() []byte {
	return fmt.Appendf(nil, "%s\n%s\n%d\n%s\n", domain, r.Name, r.Number, r.Digest)
}

// Sign signs a release. It fails for a name, number or digest that cannot be one.
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

// Parse reads a stored signature. What cannot be one returns an error that wraps ErrBadSignature.
func Parse(text []byte) (Signature, error) {
	var s Signature
	if err := json.Unmarshal(text, &s); err != nil {
		return Signature{}, fmt.Errorf("%w: what stands for a signature is none", ErrBadSignature)
	}
	if err := s.check(); err != nil {
		return Signature{}, fmt.Errorf("%w: what stands for a signature is none: %w", ErrBadSignature, err)
	}
	if !keyShape.MatchString(s.Key) {
		return Signature{}, fmt.Errorf("%w: what stands for a signature is none: %q is no key", ErrBadSignature, s.Key)
	}
	return s, nil
}

// FileSuffix is what the name of a release file is followed by in the name of the file with its signatures.
const FileSuffix = ".sig"

// ParseAll reads a file of signatures: one a line, in JSON. An error about one that is invalid wraps ErrBadSignature.
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

// MarshalAll writes a file of signatures.
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

// Marshal writes a signature for storage.
func (s Signature) Marshal() ([]byte, error) {
	text, err := json.Marshal(s)
	if err != nil {
		return nil, fmt.Errorf("write a signature: %w", err)
	}
	return text, nil
}

// Verify returns the signature among several that is of a release and by an accepted key. Without one the error wraps ErrUnsigned or
// ErrBadSignature.
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
			other = fmt.Errorf("%w: a signature of release %d of %q with the digest %s stands beside it", ErrBadSignature, s.Number, s.Name, s.Digest)
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
