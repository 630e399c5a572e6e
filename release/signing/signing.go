// Package signing signs releases and verifies their signatures, with Ed25519 (RFC 8032).
//
// It knows keys, digests and numbers of releases, and nothing of files, registries or content.
package signing

import (
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

// Signature is a signature as it is stored, in JSON.
type Signature struct {
	// Digest of what is signed: "sha256:" and hexadecimal digits.
	Digest string `json:"digest"`
	// Number of the release.
	Number int64 `json:"number"`
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

// Public gives the key that verifies what this one signs.
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

// Sign signs a digest and a release number.
func (k Key) Sign(digest string, number int64) Signature {
	made, err := k.private.Sign(nil, payload(digest, number), crypto.Hash(0))
	if err != nil {
		// Ed25519 fails only for options that are not given.
		made = nil
	}
	return Signature{Digest: digest, Number: number, Key: k.Public().ID(), Signature: base64.StdEncoding.EncodeToString(made)}
}

// payload is what is signed. Digests hold no line break, so no two pairs give the same bytes.
func payload(digest string, number int64) []byte {
	return fmt.Appendf(nil, "%s\n%s\n%d\n", domain, digest, number)
}

// Parse reads a stored signature.
func Parse(text []byte) (Signature, error) {
	var s Signature
	if err := json.Unmarshal(text, &s); err != nil {
		return Signature{}, fmt.Errorf("%w: what stands for a signature is none", ErrBadSignature)
	}
	return s, nil
}

// Marshal writes a signature for storage.
func (s Signature) Marshal() ([]byte, error) {
	text, err := json.Marshal(s)
	if err != nil {
		return nil, fmt.Errorf("write a signature: %w", err)
	}
	return text, nil
}

// Verify gives the signature among several that is of a digest and a number and by an accepted key. Without one the error wraps
// ErrUnsigned or ErrBadSignature.
func Verify(digest string, number int64, signatures []Signature, accepted []PublicKey) (Signature, error) {
	if len(signatures) == 0 {
		return Signature{}, ErrUnsigned
	}
	for _, s := range signatures {
		made, err := base64.StdEncoding.DecodeString(s.Signature)
		if err != nil || s.Digest != digest || s.Number != number {
			continue
		}
		for _, key := range accepted {
			if key.ID() == s.Key && ed25519.Verify(key.public, payload(digest, number), made) {
				return s, nil
			}
		}
	}
	return Signature{}, ErrBadSignature
}
