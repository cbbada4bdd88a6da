! FORTRAN passes everything by reference, and arrays by columns. `bind(C)` gives a name without decoration.

function mean(values, n) result(found) bind(C, name='mean')
    integer(4), intent(in) :: n
    real(8), intent(in) :: values(n)
    real(8) :: found
    found = sum(values) / n
end function

function deviation(values, n) result(found) bind(C, name='deviation')
    integer(4), intent(in) :: n
    real(8), intent(in) :: values(n)
    real(8) :: found
    found = sqrt(sum((values - sum(values) / n)**2) / (n - 1))
end function

subroutine transposed(matrix, rows, columns, flipped) bind(C, name='transposed')
    integer(4), intent(in) :: rows, columns
    real(8), intent(in) :: matrix(rows, columns)
    real(8), intent(out) :: flipped(columns, rows)
    flipped = transpose(matrix)
end subroutine

subroutine roots(a, b, c, first, second, found) bind(C, name='roots')
    real(8), intent(in) :: a, b, c
    real(8), intent(out) :: first, second
    integer(4), intent(out) :: found
    real(8) :: inside
    inside = b * b - 4 * a * c
    found = merge(0, 2, inside < 0)
    first = (-b - sqrt(max(inside, 0d0))) / (2 * a)
    second = (-b + sqrt(max(inside, 0d0))) / (2 * a)
end subroutine
