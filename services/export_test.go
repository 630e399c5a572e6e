package services

// MatchIndex lets tests compare the index with evaluation over decoded records.
var MatchIndex = matchIndex
